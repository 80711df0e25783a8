"""`broadsheet discover`: a site's feeds as lines."""

from broadsheet.cli.main import main
from tests.cli.publisher import PAGE, Publisher
from tests.cli.running import free_port


def test_it_prints_a_line_a_feed(capsys):
    with Publisher(free_port()).prints() as site:
        site.pages["/"] = (PAGE, b"<html><link rel=alternate type='application/rss+xml' href='/feed.xml'></html>")
        assert main(["discover", f"{site.url}/", "--allow-loopback", site.allowed]) == 0
    assert capsys.readouterr().out == f"{site.url}/feed.xml\t3\tThe Ouse Gazette\tits link tags\n"


def test_what_cannot_be_asked_is_one_sentence_and_exit_1(capsys):
    assert main(["discover", "http://127.0.0.1:9/"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_bad_settings_are_exit_2(capsys):
    assert main(["discover", "https://paper.example", "--allow-loopback", "nonsense"]) == 2
    assert capsys.readouterr().err.startswith("broadsheet: ")

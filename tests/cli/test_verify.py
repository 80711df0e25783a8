"""`broadsheet verify`: a printed story checked against its publishers, from outside."""

import json

from broadsheet.cli.main import main
from broadsheet.cli.verify import printed
from broadsheet.news import text_hash
from tests.cli.publisher import PAGE, PAPER, Publisher
from tests.cli.running import free_port

PARAGRAPHS = [
    "The swing bridge at Goole was shut on Monday after a gravel barge struck one of its piers, its keeper said.",
    "Engineers found a crack of forty centimetres in the masonry, and divers are to look at what lies below the water line.",
    "Trains between Hull and Doncaster are replaced by buses until Thursday at least, the company that runs them said.",
    "The skipper, who was alone on board, told the harbour master that his rudder had jammed against a drifting oak.",
]
TEXT = "\n\n".join(PARAGRAPHS)
CRACK = PARAGRAPHS[1]


def article(paragraphs):
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    return PAGE, PAPER.format(headline="Goole bridge shut after barge strikes pier", told=told).encode()


def story(url, sentence=CRACK, text=TEXT):
    start = max(text.find(sentence), 0)
    proof = (
        f"<details class='proof' data-article='{url}' data-start='{start}' data-end='{start + len(sentence)}' "
        f"data-sha256='{text_hash(text)}'><summary>Proof</summary><p>Before. <mark>{sentence}</mark></p></details>"
    )
    return PAGE, f"<html><body><ul><li><p>{sentence}</p>{proof}</li></ul></body></html>".encode()


def verified(capsys, pages, *more):
    with Publisher(free_port()) as site:
        site.pages.update({path: page(site.url) if callable(page) else page for path, page in pages.items()})
        code = main(["verify", f"{site.url}/story", "--allow-loopback", site.allowed, *more])
    return code, capsys.readouterr()


def test_a_sentence_of_the_text_that_was_read_stands(capsys):
    code, said = verified(capsys, {"/story": lambda url: story(f"{url}/bridge"), "/bridge": article(PARAGRAPHS)}, "--json")
    (line,) = json.loads(said.out)["sentences"]
    assert (code, line["found"], line["text"]) == (0, "stands", CRACK)
    assert (line["start"], line["end"]) == (TEXT.find(CRACK), TEXT.find(CRACK) + len(CRACK))


def test_a_sentence_stands_where_the_text_around_it_changed(capsys):
    grown = [*PARAGRAPHS, "A second barge was moored upstream as a precaution on Tuesday, the harbour master told councillors."]
    code, said = verified(capsys, {"/story": lambda url: story(f"{url}/bridge"), "/bridge": article(grown)})
    assert code == 0
    assert "stands, in a text that changed" in said.out


def test_a_number_that_the_publisher_corrected_is_found_out(capsys):
    now = [each.replace("forty", "four") for each in PARAGRAPHS]
    code, said = verified(capsys, {"/story": lambda url: story(f"{url}/bridge"), "/bridge": article(now)})
    assert code == 1
    assert said.out.startswith("- Engineers found")
    assert "1 not there" in said.out


def test_the_hash_of_a_text_does_not_excuse_another_sentence(capsys):
    def lying(url):
        kind, body = story(f"{url}/bridge")
        return kind, body.replace(b"crack of forty", b"crack of ninety")

    code, said = verified(capsys, {"/story": lying, "/bridge": article(PARAGRAPHS)})
    assert code == 1
    assert "not there" in said.out


def test_an_article_that_is_gone_is_no_proof(capsys):
    code, said = verified(capsys, {"/story": lambda url: story(f"{url}/gone")})
    assert code == 1
    assert said.out.startswith("? Engineers found")
    assert "could not be read" in said.out


def test_a_page_without_proofs_says_so(capsys):
    code, said = verified(capsys, {"/story": article(PARAGRAPHS)})
    assert (code, said.out) == (1, "the page has no sentence that carries a proof\n")


def test_a_page_that_may_not_be_asked_is_one_sentence(capsys):
    assert main(["verify", "http://127.0.0.1:9/"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_proofs_that_are_not_well_formed_are_passed_over():
    broken = "<details class='proof' data-sha256='a' data-start='x' data-end='4'><mark>Four</mark></details>"
    assert printed(broken) == []

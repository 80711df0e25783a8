import pytest

from broadsheet.press.front import clean


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain", "plain"),
        ("a &amp; b", "a & b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<b>bold</b> <script>alert(1)</script>text", "bold text"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;x", "x"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;x", "x"),
        ("two\n\n lines\t", "two lines"),
        ("zero\x00 bell\x07 \u202ereversed", "zero bell reversed"),
        (None, ""),
        ("caf\u00e9 \U0001f600", "caf\u00e9 \U0001f600"),
    ],
)
def test_text_from_outside_becomes_plain(given, shown):
    assert clean.plain(given) == shown


def test_text_escaped_more_often_than_feeds_do_stays_text():
    text = "&lt;b&gt;"
    for _ in range(6):
        text = text.replace("&", "&amp;")
    assert "<b>" not in clean.plain(text)


@pytest.mark.parametrize("address", ["https://a.example/x?y=1#z", "http://127.0.0.1:8900/a"])
def test_web_addresses_may_be_linked(address):
    assert clean.safe_link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVa\x00script:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "/path",
        "",
        None,
        "https://",
        "http://[x/",
        "https://a b/",
    ],
)
def test_nothing_else_may(address):
    assert clean.safe_link(address) == ""


def test_an_excerpt_is_cut_between_words():
    assert clean.excerpt("one two three four", 12) == "one two…"
    assert clean.excerpt("one", 12) == "one"
    assert len(clean.excerpt("x" * 500, 200)) == 200


def test_a_list_shows_whole_sentences_without_their_dateline():
    text = "SALFORD, England (UW) — A crane fell. It hit a tram that was empty at the time of the fall."
    assert clean.opening(text, 200) == "A crane fell. It hit a tram that was empty at the time of the fall."
    assert clean.opening(text, 24) == "A crane fell."


def test_a_passage_link_names_the_sentences_ends():
    link = clean.passage_link("https://a.example/x", "One two three four five six seven - eight, nine")
    assert link == "https://a.example/x#:~:text=One%20two%20three%20four%20five%20six,seven%20%2D%20eight%2C%20nine"
    assert clean.passage_link("https://a.example/x#part", "Hi") == "https://a.example/x#part:~:text=Hi"
    assert clean.passage_link("javascript:x", "Hi") == ""


def test_languages():
    assert clean.direction("ar-EG") == "rtl"
    assert clean.direction("en") == "ltr"
    assert clean.language('en" onload="x') == ""
    assert clean.language("pt_BR") == "pt-BR"

from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import backstop

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt."


def test_paragraphs_come_without_the_marks_of_lists() -> None:
    page = f"<article><h1>Bridge</h1><p>{SENTENCE}</p><p>{SENTENCE} Again.</p><ul><li>One pier first</li></ul></article>"
    found = backstop.text(LexborHTMLParser(page))
    assert f"{SENTENCE} Again." in found
    assert not any(line.startswith("- ") for line in found)


def test_a_page_of_nothing_gives_nothing() -> None:
    assert backstop.text(LexborHTMLParser("")) == []


def test_a_page_of_more_paragraphs_than_it_can_compare_is_not_given_to_it() -> None:
    row = f"<p>{SENTENCE}</p>"
    assert backstop.too_much(LexborHTMLParser(row * backstop.MOST)) == ""
    why = backstop.too_much(LexborHTMLParser(row * (backstop.MOST + 1)))
    assert why == "its 7,001 paragraphs are too many for trafilatura"

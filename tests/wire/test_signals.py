import sys
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, context, layout, signals
from broadsheet.wire.layout import Told

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt. "


def first(markup: str, told: Told | None = None) -> list[dict[str, float]]:
    told = told or Told()
    page = layout.laid_out(*blocks.read(LexborHTMLParser(markup)), told)
    return [dict(zip(signals.FIRST, row, strict=True)) for row in signals.first(page, told)]


def test_every_row_has_a_number_for_every_signal() -> None:
    page = layout.laid_out(*blocks.read(LexborHTMLParser(f"<h1>Bridge</h1><p>{SENTENCE}</p><ul><li>One</ul>")), Told())
    assert {len(row) for row in signals.first(page, Told())} == {len(signals.FIRST)}
    assert {len(row) for row in context.second(page, [0.1, 0.9, 0.2])} == {len(context.SECOND)}


def test_the_coefficients_are_some_fifty() -> None:
    assert len(signals.FIRST) + len(context.SECOND) + 2 <= 52


def test_a_paragraph_stops_and_a_list_of_links_is_linked() -> None:
    rows = first(f"<article><p>{SENTENCE}</p></article><ul><li><a href=/a>Sport</a><li><a href=/b>Money</a></ul>")
    assert (rows[0]["stop"], rows[0]["linked"], rows[0]["nest links"]) == (1.0, 0.0, 0.0)
    assert (rows[1]["linked text"], rows[1]["item"], rows[1]["nest links"]) == (1.0, 1.0, 1.0)


def test_words_of_the_declared_body_are_for_a_block_and_others_against_it() -> None:
    rows = first(f"<p>{SENTENCE}</p><p>Nothing of what was declared is said here at all.</p><p>x</p>", Told(body=SENTENCE * 8))
    assert [row["in body"] for row in rows] == [1.0, -1.0, 0.0]


def test_what_stands_below_a_teasers_heading_is_told_apart() -> None:
    rows = first(f"<h2>The bridge</h2><p>{SENTENCE}</p><h2>Read more</h2><p>{SENTENCE}</p>")
    assert [row["under"] for row in rows] == [0.0, 0.0, 1.0, 1.0]


def test_the_sentence_between_headline_and_text_is_a_deck() -> None:
    rows = first(
        f"<h1>Bridge to close</h1><p>Two years of work on its piers lie ahead.</p><p>{SENTENCE}</p><p>{SENTENCE}More.</p>"
    )
    assert [row["deck"] for row in rows] == [0.0, 1.0, 1.0, 0.0]


def calls(work: Callable[[], object]) -> int:
    """How many functions and methods are called."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_twice_the_page_is_at_most_twice_the_work() -> None:
    def work(many: int) -> Callable[[], object]:
        tree = LexborHTMLParser("<h1>Bridge</h1>" + f"<div><p>{SENTENCE}</p>" * many)

        def through() -> None:
            page = layout.laid_out(*blocks.read(tree), Told())
            signals.first(page, Told())
            context.second(page, [0.5] * len(page.blocks))

        return through

    work(1)()  # what is loaded once is loaded
    assert calls(work(800)) < 2.1 * calls(work(400))

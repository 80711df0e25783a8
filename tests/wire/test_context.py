from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, context, layout
from broadsheet.wire.layout import Told

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt. "


def second(markup: str, chances: list[float]) -> list[dict[str, float]]:
    page = layout.laid_out(*blocks.read(LexborHTMLParser(markup)), Told())
    return [dict(zip(context.SECOND, row, strict=True)) for row in context.second(page, chances)]


def test_a_heading_leans_on_what_it_leads_to() -> None:
    rows = second(f"<h2>One</h2><p>{SENTENCE}</p><h2>Two</h2><p>{SENTENCE}</p>", [0.5, 0.9, 0.5, 0.1])
    assert [row["heading leads"] for row in rows] == [0.9, 0.0, 0.1, 0.0]


def test_a_block_between_likely_ones_is_near_and_one_at_the_end_is_not() -> None:
    rows = second(f"<p>{SENTENCE}</p><p>Short.</p><p>{SENTENCE}</p>", [0.9, 0.5, 0.8])
    assert [round(row["near"], 2) for row in rows] == [0.0, 0.72, 0.0]


def test_blocks_behind_all_that_is_likely_are_left() -> None:
    rows = second(f"<div>{f'<p>{SENTENCE}</p>' * 3}</div><footer><p>Rights</p></footer>", [0.9, 0.9, 0.9, 0.01])
    assert [row["left"] for row in rows] == [0.0, 0.0, 0.0, 1.0]

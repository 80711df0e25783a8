from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import body
from broadsheet.wire.facts import Declared

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt."
PARTS = [f"{name}. {SENTENCE} {SENTENCE}" for name in ("First", "Second", "Third", "Fourth", "Fifth")]
TEXT = "".join(f"<p>{part}</p>" for part in PARTS)


def find(markup: str, said: Declared | None = None) -> body.Found:
    return body.find(LexborHTMLParser(f"<body><article>{markup}</article>"), said or Declared())


def reasons(found: body.Found) -> dict[str, str]:
    return {left.line: left.why for left in found.left}


def test_paragraphs_are_found_in_order_and_the_headline_is_not_of_the_text() -> None:
    found = find(f"<h1>Bridge to close</h1>{TEXT}")
    assert (found.paragraphs, found.by) == (PARTS, "blocks")
    assert "Bridge to close" in reasons(found)


def test_captions_and_bare_numbers_are_left_out() -> None:
    found = find(
        f"<h1>Bridge</h1><p>{PARTS[0]}</p><figure><img><figcaption>The bridge at dawn.</figcaption></figure><p>19:21</p>{TEXT}"
    )
    assert {"The bridge at dawn.", "19:21"} <= reasons(found).keys()


def test_links_below_a_teasers_heading_are_left_out_between_the_paragraphs() -> None:
    links = "<p>Read more</p><ul><li><a href=/a>A tunnel instead of the bridge is costly</a></li></ul>"
    found = find(f"<h1>Bridge</h1>{TEXT}{links}<p>Last. {SENTENCE}</p>")
    assert "A tunnel instead of the bridge is costly" not in found.paragraphs


def test_a_standfirst_in_the_articles_header_is_of_the_text() -> None:
    found = find(f"<header><h1>Bridge to close</h1><p>Two years of work lie ahead of the town.</p></header><div>{TEXT}</div>")
    assert found.paragraphs == ["Two years of work lie ahead of the town.", *PARTS]


def test_a_tables_row_is_one_line() -> None:
    cells = "<tr><td>2024</td><td>Eleven thousand crossings a day, counted in June.</td></tr>"
    found = find(f"<h1>Bridge</h1>{TEXT}<table>{cells}</table>{TEXT.replace('. The', '. So the')}")
    lines = [line for line in found.paragraphs if "crossings" in line]
    assert lines in ([], ["2024 | Eleven thousand crossings a day, counted in June."])


def test_json_lds_body_is_taken_where_the_page_shows_a_fraction_of_it() -> None:
    whole = "\n\n".join(PARTS)
    found = find(f"<h1>Bridge</h1><p>{SENTENCE}</p>", Declared(article={"articleBody": whole}))
    assert (found.by, found.paragraphs) == ("JSON-LD", PARTS)


def test_a_page_without_text_gives_none() -> None:
    assert find("").paragraphs == []


def test_a_paragraph_of_a_megabyte_and_forty_thousand_elements_are_read() -> None:
    assert find(f"<h1>Bridge</h1><p>{SENTENCE * 12_000}</p>").paragraphs
    assert find("<h1>Bridge</h1>" + f"<p>{SENTENCE}</p>" * 100 + "<i></i>" * 39_000).paragraphs


def test_twenty_thousand_headlines_are_read_without_trafilatura() -> None:
    found = find(f"{'<h1>Bridge to close</h1>' * 20_000}<p>{SENTENCE}</p>")
    assert found.by == "blocks alone, for its 20,001 paragraphs are too many for trafilatura"

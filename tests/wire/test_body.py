from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, body, layout
from broadsheet.wire.facts import Declared

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt."
PARTS = [f"{name}. {SENTENCE} {SENTENCE}" for name in ("First", "Second", "Third", "Fourth", "Fifth")]
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
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
    rows = "<tr><th>Year</th><td>2024</td><td>11,000 crossings</td></tr><tr><td>2025</td><td>9,000</td></tr>"
    page = layout.laid_out(*blocks.read(LexborHTMLParser(f"<p>Before.</p><table>{rows}</table><p>After.</p>")), layout.Told())
    every = set(range(len(page.blocks)))
    assert body._lines(page, every) == ["Before.", "Year | 2024 | 11,000 crossings", "2025 | 9,000", "After."]
    assert body._lines(page, every - {2}) == ["Before.", "Year | 11,000 crossings", "2025 | 9,000", "After."]


def test_a_heading_over_nothing_and_links_behind_the_last_sentence_are_left_out() -> None:
    found = find(
        f"<h1>Bridge</h1>{TEXT}<p><a href=/a>Why a tunnel would cost the town more than that</a></p><h2>On the river</h2>"
    )
    assert found.paragraphs == PARTS


def test_a_text_of_links_alone_keeps_them() -> None:
    page = layout.laid_out(*blocks.read(LexborHTMLParser("<p>One.</p>" + "<p><a>All of the towns</a></p>" * 3)), layout.Told())
    assert body._closing(page, [0, 1, 2, 3]) == {}


def test_json_lds_body_is_taken_where_the_page_shows_a_fraction_of_it() -> None:
    whole = "\n\n".join(PARTS)
    found = find(f"<h1>Bridge</h1><p>{SENTENCE}</p>", Declared(article={"articleBody": whole}))
    assert (found.by, found.paragraphs) == ("JSON-LD", PARTS)


LONG = ". ".join(f"The {name} pier was sunk in the year of the {name} flood and holds since" for name in NAMES)


def noticed(carried: str, said: Declared | None = None) -> body.Found:
    """A page that shows a notice in its text's place."""
    notice = "".join(f"<p>Readers may use what is shown here under rule {name}. {SENTENCE}</p>" for name in NAMES)
    return body.find(LexborHTMLParser(f"<body><div>{notice}</div></body>"), said or Declared(), carried)


def test_a_text_that_misses_what_the_feed_carries_is_looked_for_another_way() -> None:
    said = Declared(article={"articleBody": f"{LONG}."})
    assert noticed("").by == "blocks"
    found = noticed(LONG[:300], said)
    assert (found.by, found.paragraphs, found.why) == ("JSON-LD", [f"{LONG}."], "0% of what the feed carries was found")


def test_a_summary_that_the_page_does_not_hold_changes_nothing() -> None:
    assert (
        noticed("A summary which the desk wrote for the feed alone and no page of the house has ever shown to anyone.").by
        == "blocks"
    )


def test_a_few_words_of_the_feed_tell_nothing() -> None:
    assert noticed(LONG[:50], Declared(article={"articleBody": LONG})).by == "blocks"


def test_a_text_that_holds_what_the_feed_carries_is_left_as_it_is() -> None:
    found = body.find(LexborHTMLParser(f"<body><article><h1>Bridge</h1>{TEXT}</article>"), Declared(), " ".join(PARTS))
    assert (found.by, found.why, found.paragraphs) == ("blocks", "", PARTS)


def test_a_page_without_text_gives_none() -> None:
    assert find("").paragraphs == []


def test_a_paragraph_of_a_megabyte_and_forty_thousand_elements_are_read() -> None:
    assert find(f"<h1>Bridge</h1><p>{SENTENCE * 12_000}</p>").paragraphs
    assert find("<h1>Bridge</h1>" + f"<p>{SENTENCE}</p>" * 100 + "<i></i>" * 39_000).paragraphs


def test_twenty_thousand_headlines_are_read_without_trafilatura() -> None:
    found = find(f"{'<h1>Bridge to close</h1>' * 20_000}<p>{SENTENCE}</p>")
    assert found.by == "blocks"
    assert found.why.endswith("its 20,001 paragraphs are too many for trafilatura")

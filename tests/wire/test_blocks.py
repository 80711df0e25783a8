from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks


def read(markup: str) -> list[tuple[str, str]]:
    found, boxes = blocks.read(LexborHTMLParser(markup))
    return [(boxes[block.box].tag, block.text) for block in found]


def test_each_element_that_stands_by_itself_is_a_block_and_text_between_them_too() -> None:
    page = "<div>Loose <b>words</b><p>A <a href=/x>linked</a> paragraph.</p>and more<ul><li>One<li>Two</ul></div>"
    assert read(page) == [
        ("div", "Loose words"),
        ("p", "A linked paragraph."),
        ("div", "and more"),
        ("li", "One"),
        ("li", "Two"),
    ]


def test_one_line_break_stays_within_a_block_and_two_end_it() -> None:
    assert read("<div>first line<br>second line<br><br>another block<hr>and another</div>") == [
        ("div", "first line second line"),
        ("div", "another block"),
        ("div", "and another"),
    ]


def test_scripts_controls_and_what_only_a_screen_reader_hears_are_not_read() -> None:
    page = "<p>Seen<script>let x</script><button>Play</button><span class='sr-only'>in a tab</span> here.</p><style>p{}</style>"
    assert read(page) == [("p", "Seen here.")]


def test_characters_inside_links_are_counted_also_where_the_link_holds_the_block() -> None:
    found, _ = blocks.read(LexborHTMLParser("<a href=/x><h3>All of it</h3></a><p>Half <a href=/y>of it</a></p>"))
    assert [(block.text, block.linked) for block in found] == [("All of it", 9), ("Half of it", 5)]


def test_a_page_of_nothing_has_no_blocks() -> None:
    assert read("") == []


def test_nesting_deeper_than_the_interpreters_stack_is_read() -> None:
    assert read("<div>" * 5000 + "at the bottom") == [("div", "at the bottom")]


def test_a_class_attribute_of_a_megabyte_is_kept_short() -> None:
    _, boxes = blocks.read(LexborHTMLParser(f"<div class='{'x' * 1_000_000}'><p>Text</p></div>"))
    assert max(len(box.shape) for box in boxes) < 300

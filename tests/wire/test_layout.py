from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, layout, marks
from broadsheet.wire.layout import Layout, Told

SENTENCE = "The council voted on Tuesday to close the bridge for two years while its piers are rebuilt. "


def laid(markup: str, told: Told | None = None) -> Layout:
    return layout.laid_out(*blocks.read(LexborHTMLParser(markup)), told or Told())


def test_the_headline_is_the_h1_that_says_the_title_before_any_other() -> None:
    page = laid("<h1>The Daily</h1><h1>Bridge to close</h1><p>Text.</p>", Told("Bridge to close | The Daily News"))
    assert page.blocks[page.title].text == "Bridge to close"


def test_a_page_without_a_heading_has_no_headline() -> None:
    assert laid("<p>Text.</p>").title == -1


def test_a_mark_on_what_holds_the_headline_and_the_prose_is_no_sign_against_it() -> None:
    page = laid(f"<div class='sidebar-layout'><h1>Bridge to close</h1><p>{SENTENCE * 3}</p></div><nav>{SENTENCE}</nav>")
    assert not page.marks[page.blocks[1].box] & marks.CHROME
    assert page.marks[page.blocks[2].box] & marks.CHROME


def test_comments_longer_than_the_article_do_not_make_the_main_box() -> None:
    comments = "".join(f"<p>{number} {SENTENCE * 2}</p>" for number in range(20))
    page = laid(f"<h1>Bridge</h1><article><p>{SENTENCE * 9}</p></article><div id=comments>{comments}</div>")
    assert page.marks[page.blocks[1].box] & layout.MAIN
    assert not page.marks[page.blocks[-1].box] & layout.MAIN


def test_a_long_block_that_says_the_paragraphs_again_is_known_and_so_is_a_line_said_twice() -> None:
    parts = [f"{number}. {SENTENCE * 3}" for number in range(5)]
    page = laid("".join(f"<p>{part}</p>" for part in parts) + f"<div>{' '.join(parts)}</div><p>{parts[0]}</p>")
    assert page.again == {5, 6}


def test_another_article_beside_the_headlines_own_is_foreign() -> None:
    page = laid(f"<article><h1>Bridge</h1><p>{SENTENCE}</p></article><article><h2>Tunnel</h2><p>{SENTENCE}</p></article>")
    assert [page.foreign[block.box] for block in page.blocks] == [False, False, True, True]


def test_text_without_blanks_has_a_length_too() -> None:
    assert 4 < layout.size("銀行社長解任、金融庁") < 8
    assert 3 < layout.size("a few words in English") < 6

import pytest
from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, context, layout, signals, weighing
from broadsheet.wire.layout import Told

SENTENCE = "The council voted on Tuesday to close the bridge for two years, while its piers are rebuilt. "


def test_the_coefficients_are_there_for_each_signal() -> None:
    first, second = weighing.weights()
    assert (len(first[0]), len(second[0])) == (len(signals.FIRST), len(context.SECOND))


def test_paragraphs_of_an_article_are_likelier_than_its_sites_menu_and_footer() -> None:
    menu = "".join(f"<li><a href=/{each}>{each}</a>" for each in ("News", "Sport", "Money", "Travel"))
    text = "".join(f"<p>{number}. {SENTENCE * 2}</p>" for number in range(6))
    article = f"<article><h1>Bridge to close</h1>{text}</article>"
    page = f"<nav><ul>{menu}</ul></nav>{article}<footer><p>All rights reserved.</p></footer>"
    laid = layout.laid_out(*blocks.read(LexborHTMLParser(page)), Told("Bridge to close"))
    chances = weighing.chances(laid, Told("Bridge to close"))
    assert min(chances[5:11]) > 0.8
    assert max([*chances[:4], chances[-1]]) < 0.2


def test_the_selection_with_the_best_expected_f1_is_kept() -> None:
    kept, sure = weighing.kept([0.9, 0.1, 0.95, 0.5], [10, 10, 10, 10])
    assert kept == {0, 2, 3}
    assert sure == pytest.approx(2 * 23.5 / (30 + 24.5))


def test_nothing_is_kept_of_nothing() -> None:
    assert weighing.kept([], []) == (set(), 0.0)

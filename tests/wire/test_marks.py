import pytest

from broadsheet.wire import marks


@pytest.mark.parametrize(
    ("tag", "said", "mark"),
    [
        ("nav", {}, marks.CHROME),
        ("div", {"class": "site-footer"}, marks.CHROME),
        ("div", {"role": "navigation"}, marks.CHROME),
        ("div", {"id": "newsletterSignup"}, marks.PROMOTION),
        ("section", {"class": "related_posts"}, marks.OTHERS),
        ("ol", {"class": "comment-list"}, marks.COMMENTS),
        ("figure", {}, marks.CAPTION),
        ("div", {"itemprop": "articleBody"}, marks.NAMED),
        ("div", {"hidden": None}, marks.UNSEEN),
        ("div", {"class": "d-none d-print-block"}, marks.CLIPPED),
        ("div", {"class": "factbox compressed"}, marks.OTHERS),
        ("blockquote", {"class": "article-pullquote"}, marks.OTHERS),
        ("div", {"style": "color:red; display : none"}, marks.UNSEEN),
    ],
)
def test_tag_role_class_and_id_say_what_an_element_is_for(tag: str, said: dict[str, str | None], mark: int) -> None:
    assert marks.of(tag, said, {}) & mark


@pytest.mark.parametrize("name", ["post comments-open", "has-sidebar", "category-newsletter", "no-footer"])
def test_a_class_that_says_what_the_element_has_or_is_filed_under_is_no_mark_against_it(name: str) -> None:
    against = marks.COMMENTS | marks.CHROME | marks.PROMOTION
    assert not marks.of("div", {"class": name}, {}) & against


def test_what_was_found_for_the_same_names_is_not_looked_for_again() -> None:
    known: dict[tuple[str, str, str, str], int] = {}
    marks.of("div", {"class": "sidebar"}, known)
    known[("div", "sidebar", "", "")] = 0
    assert marks.of("div", {"class": "sidebar"}, known) == 0

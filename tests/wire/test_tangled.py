"""Which markup is too crowded to parse: the long tags are found wherever they stand, and nothing else is."""

import pytest

from broadsheet.wire import tangled

MANY = " ".join(f"a{number}" for number in range(11_000))  # squared, more than is read


@pytest.mark.parametrize("before", ["", "<p>word</p>", "x" * 2_999 + "<b>", "x" * 3_000, "x" * 3_001 + "<i>", "<" * 3_002])
@pytest.mark.parametrize("after", ["", ">", ">" + "y" * 3_001, "><p>" + "y" * 6_000])
def test_a_tag_of_too_many_attributes_is_found_anywhere(before, after):
    assert tangled.crowded(f"{before}<div {MANY}{after}")


@pytest.mark.parametrize(
    "markup",
    [f"<div>{MANY}</div>", f"<script>if (a > b) {{ {MANY} }}</script>", f'<div title="{MANY}">', "<p>" * 40_000],
)
def test_long_text_and_long_values_are_no_attributes(markup):
    assert not tangled.crowded(markup)

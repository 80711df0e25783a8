"""Words and the gaps between: an ASCII text is split as the regular expression would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.desk.spacing import Spaced


@given(st.text(st.characters(max_codepoint=127), max_size=40) | st.text("a1_' .,\n\x1c–é", max_size=12))
def test_words_and_gaps_make_up_the_text(text: str) -> None:
    spaced = Spaced(text)
    assert spaced.words == re.split(r"\W+", text)
    assert spaced.gaps == [*re.findall(r"\W+", text), "\n"]

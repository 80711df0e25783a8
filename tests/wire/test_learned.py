"""A publisher's memory in sentences: nothing known, being learned, trusted, trusted no longer."""

from dataclasses import replace

from broadsheet.wire.learned import told
from broadsheet.wire.templates import Memory, learn
from tests.wire.test_templates import STORY, shown, taught


def test_the_template_is_told_in_sentences():
    assert told(Memory("ford")) == ["No page of this publisher has been read yet."]
    said = " ".join(told(taught(6)))
    assert f"A layout whose text stands in {STORY}: trusted, it agreed with the full extractor on 3 of 3 checks" in said
    assert "What is left out there: aside.chairs > p, p.more" in said or "p.more" in said
    assert "recurs on its last 6 pages" in said or "recur on its last 6 pages" in said


def test_the_state_of_a_layout_is_told():
    assert "being learned, seen whole on 2 pages, 0 read by it alone; tried after 3" in " ".join(told(taught(2)))
    failed = learn(taught(5), replace(shown(taught(5), 7), agreed=4_000))
    assert "not trusted yet, it agreed with the full extractor on 2 of 3 checks" in " ".join(told(failed))

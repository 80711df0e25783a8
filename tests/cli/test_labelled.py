"""A file of labelled articles is read line by line, and the first line that is none is named."""

import json

import pytest

from broadsheet.cli.labelled import NothingToLearn, labelled
from broadsheet.settings import Settings


def written(folder, *lines):
    file = folder / "rows.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_each_line_is_a_lesson(tmp_path):
    row = {"title": "Trains stop at York", "text": "A signal failed.", "sections": ["UK News"]}
    (lesson,) = labelled(written(tmp_path, json.dumps(row)), Settings())
    assert lesson.sections == {"UK News"}
    assert lesson.reading.article.title == "Trains stop at York"
    assert lesson.reading.language.value == "en"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"title": "a", "sections": ["Trains"]}', "'Trains'"),
        ('{"title": "a"}', "Line 1"),
        ("not JSON", "Line 1"),
        ("[1]", "Line 1"),
    ],
)
def test_what_is_no_labelled_article_is_refused_in_a_sentence(tmp_path, line, said):
    with pytest.raises(NothingToLearn, match=said):
        labelled(written(tmp_path, line), Settings())

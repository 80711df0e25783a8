"""Topics come from a controlled list, and where their words stand is exact."""

import re

from broadsheet.desk.topics import MOST, ids, topics
from broadsheet.desk.wordlists import table
from tests.desk.wire_copy import article


def test_the_list_is_controlled():
    listed = table("topics")["topic"]
    assert len(set(ids().values())) == len({topic["name"] for topic in listed}) == len(listed)
    for topic in listed:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic["id"])
        assert re.fullmatch(r"medtop:\d{8}", topic["code"])
        assert topic["keywords"]


def test_no_word_speaks_for_a_topic_of_another_name():
    names = {topic["name"].lower(): topic["id"] for topic in table("topics")["topic"]}
    for topic in table("topics")["topic"]:
        assert all(names.get(word.lower(), topic["id"]) == topic["id"] for word in topic["keywords"]), topic["name"]


def test_mentions_are_where_the_words_stand():
    text = "The drivers called a strike. A second strike begins on Monday, and pickets will stand by the gate."
    (tag,) = topics(article("Pay", text), "en")
    assert [text[start:end] for start, end in tag.mentions] == ["strike", "strike"]
    assert tag.name == "Strikes"


def test_once_deep_in_the_text_is_not_what_it_is_about():
    assert list(topics(article("Pay", "Nothing here. " * 9 + "A strike ended."), "en")) == []
    assert len(list(topics(article("Strikes, schools, vaccines, tariffs, wildfires and robots", "x"), "en"))) == MOST

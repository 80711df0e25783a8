"""Search: what readers mean is found, what they try is text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.press.front import search
from broadsheet.press.front.search import Asked, TooSlow, expression
from tests.press.factories import article, story

pytestmark = pytest.mark.django_db
INJECTIONS = (
    '"', '""', "'", "a'; DROP TABLE archive_story; --", "headline:", "headline : x", "NEAR(a b)", "a AND", "OR", "NOT", "a NOT",
    "*", "**", "(", ")", "a OR (b", "^a", "-", "- -", "{headline body}: a", "\x00", "a\x00b", "+", "col:*", '"unclosed',
    "a" * 5_000, "%s %d {0}", "\ud800", "🙂", "_", "--", "/*", "NEAR/3", "a*b*", "-only",
)  # fmt: skip


def found(words, **narrow):
    return [hit.card.headline for hit in search.search(Asked(words, **narrow)).hits]


def news():
    story(article("Crane falls on a tram in Salford", "union-wire", 3), sections=("UK News",))
    story(article("Tram drivers strike over cranes", "tidewater", 1), sections=("Business",))
    story(article("Zoë wins at Málaga", "cable", 2))
    story(article("Crane held back", "cable", 2.5), state="held")


def test_words_phrases_beginnings_and_exclusions():
    news()
    assert set(found("tram")) == {"Crane falls on a tram in Salford", "Tram drivers strike over cranes"}
    assert found('"falls on a tram"') == ["Crane falls on a tram in Salford"]
    assert len(found("cran*")) == 2
    assert found("tram -strike") == ["Crane falls on a tram in Salford"]
    assert found("malaga zoe") == ["Zoë wins at Málaga"]
    assert found("tram submarine") == []
    assert found("salf") == ["Crane falls on a tram in Salford"]
    assert found("salf tram") == []


def test_narrowed_and_ordered():
    news()
    assert found("tram", section="business") == ["Tram drivers strike over cranes"]
    assert found("tram", source="union-wire") == ["Crane falls on a tram in Salford"]
    assert found("tram", sort="newest")[0] == "Tram drivers strike over cranes"


@pytest.mark.parametrize("words", INJECTIONS)
def test_no_words_are_operators(client, words):
    news()
    assert found(words) == (["Crane falls on a tram in Salford"] if words == "^a" else [])  # the word a
    assert all(" a" in card.headline for card in search.suggest(words, 5))
    assert client.get("/search/", {"q": words.replace("\ud800", "")}).status_code == 200
    assert len(found("tram")) == 2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.sampled_from("\"*-()^:+{}ANDORNOT \\'%_"), st.characters(codec="utf-8")), max_size=60))
def test_any_text_is_a_harmless_search(words):
    assert search.search(Asked(words)) == search.Found(())
    assert search.suggest(words, 5) == ()


def test_the_expression_quotes_everything():
    assert expression('NEAR(a b) "c d" e* -f') == '"NEAR a" AND "b" AND "c d" AND "e"* NOT "f"'
    assert expression("-f") == ""
    assert expression("half wor", typing=True) == '"half" AND "wor"*'


def test_found_words_are_marked_and_everything_else_escaped(client):
    story(article("Storm", "one", 1, excerpt="A <b>storm</b> & rain & <script>x</script> came"))
    page = client.get("/search/?q=storm").content.decode()
    assert "<mark>storm</mark>" in page
    assert "<script>x" not in page


def test_a_search_that_takes_too_long_is_stopped(client, monkeypatch):
    for number in range(60):
        story(article(f"Storm number {number}", "one", 1 + number))
    monkeypatch.setattr(search, "PATIENCE", -1.0)
    monkeypatch.setattr(search, "LOOKS", 1)
    with pytest.raises(TooSlow):
        search.search(Asked("storm"))
    assert b"took too long" in client.get("/search/?q=storm").content
    monkeypatch.undo()
    assert client.get("/search/?q=storm").status_code == 200


def test_no_result_helps(client):
    page = client.get("/search/?q=submarine&section=world").content.decode()
    assert "Nothing in print says that" in page
    assert "submar*" in page
    assert "in every section" in page


def test_suggestions(client):
    news()
    answer = client.get("/search/suggest?q=cra").json()
    assert [each["headline"] for each in answer["stories"]] == [
        "Tram drivers strike over cranes",
        "Crane falls on a tram in Salford",
    ]
    assert answer["stories"][0]["address"].startswith("/story/")

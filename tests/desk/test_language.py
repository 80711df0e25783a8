"""Languages are told from the text; what is too short leans on what its publisher declares."""

import pytest

from tests.desk.wire_copy import article, cases, of_case, read

DUTCH = "De regering heeft donderdag besloten dat de kernuitstap wordt uitgesteld. De oppositie in de Kamer is niet tevreden."
SPANISH = (
    "El gobierno anunció el jueves que la reforma de las pensiones se aplazará hasta el próximo año, según fuentes oficiales."
)
ITALIAN = (
    "Il governo ha annunciato giovedì che la riforma delle pensioni sarà rinviata al prossimo anno, secondo fonti ufficiali."
)
POLISH = "Rząd ogłosił w czwartek, że reforma emerytur zostanie przełożona na przyszły rok, podały źródła oficjalne."
RUSSIAN = "Правительство объявило в четверг, что пенсионная реформа будет отложена до следующего года."
ARABIC = "أعلنت الحكومة يوم الخميس أن إصلاح نظام التقاعد سيؤجل إلى العام المقبل."
JAPANESE = "政府は木曜日、年金改革を来年まで延期すると発表した。野党は反対している。"


def language(title, text="", declared=""):
    (reading,) = read([article(title, text, language=declared)], "language")
    return reading.language


@pytest.mark.parametrize(
    ("code", "text"),
    [("nl", DUTCH), ("es", SPANISH), ("it", ITALIAN), ("pl", POLISH), ("ru", RUSSIAN), ("ar", ARABIC), ("ja", JAPANESE)],
)
def test_other_languages(code, text):
    assert language(text.split(".", maxsplit=1)[0][:60], text).value == code


def test_every_case_is_in_its_language():
    for name in ("sections", "genre", "sensitive"):
        listed = cases(name)
        found = read([of_case(case) for case in listed], "language")
        assert [r.language.value for r in found] == [case.get("language", "en") for case in listed]


def test_the_cases_of_sections_need_no_declaration():
    listed = cases("sections")
    found = read([article(case["title"], case["text"]) for case in listed], "language")
    wrong = [c["title"] for c, r in zip(listed, found, strict=True) if r.language.value != c.get("language", "en")]
    assert not wrong


def test_a_short_headline_leans_on_its_publisher():
    judged = language("Brexit: Barnier", declared="fr-FR")
    assert judged.value == "fr"
    assert "declared" in judged.why


def test_a_long_text_overrules_its_publisher():
    text = "The minister said that the bill would be with the house by Friday, and that it was the last of its kind. " * 3
    judged = language("Minister promises bill", text, declared="de")
    assert judged.value == "en"


@pytest.mark.parametrize("empty", ["", "   ", "12 34", "!!!", "\U0001f600"])
def test_nothing_to_read(empty):
    assert language(empty).value == "und"
    assert language(empty, declared="en-GB").value == "en"

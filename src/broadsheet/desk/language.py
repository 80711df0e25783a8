"""In which language is an article written?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from broadsheet.desk.sentences import words
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

READ = 400  # characters looked at: 1,000 change none of 2,234 verdicts
SHORT = 60  # characters below which the declared language weighs more: the model errs on 9% of such headlines, on 2% of longer
SURE = 0.9  # what a short text must score to overrule what its publisher declares: no wrong headline of 962 scored as much

PLAIN = 0.12  # share of common words that needs no model: .20-.24 in the median, never over .06 in another language
ENOUGH = 25  # words that such a share must stand on


def detect(batch: Sequence[Reading], settings: Settings) -> list[Judgement[str]]:
    """The language of each article, as an ISO 639-1 code; `und` when there is nothing to read."""
    return [_judge(reading.article) for reading in batch]


def base(code: str) -> str:
    """The language alone of a BCP 47 tag: `en` of `en-GB`."""
    return code.replace("_", "-").split("-")[0].lower()


def spoken(reading: Reading) -> str:
    """The language of a reading: as judged, else as declared, else unknown."""
    return reading.language.value if reading.language else base(reading.article.language) or "und"


def printable(reading: Reading, settings: Settings) -> bool:
    """Whether its language may give a headline or a summary."""
    return spoken(reading) in {base(code) for code in settings.site.languages}


def _judge(article: Article) -> Judgement[str]:
    text = f"{article.title[:READ]}\n{(article.text or article.standfirst)[:READ]}".strip()
    declared = base(article.language)
    if not any(map(str.isalpha, text)):
        return Judgement(declared or "und", 0.1, "declared, nothing to read" if declared else "nothing to read")
    plain = _plain(text)
    if plain:
        return plain
    value, score = _classify(text)
    if declared and declared != value and (len(text) < SHORT or score < 0.5) and score < SURE:
        return Judgement(declared, round(1 - score / 2, 2), f"declared; too short to be sure that it reads as {value}")
    why = f"reads as {value} ({len(text)} characters)"
    return Judgement(value, round(score, 2), f"{why}, though declared {declared}" if declared not in {"", value} else why)


def _plain(text: str) -> Judgement[str] | None:
    low = [word.lower() for word in words(text)]
    if len(low) < ENOUGH:
        return None
    counts = sorted(((sum(map(common.__contains__, low)), code) for code, common in _common().items()), reverse=True)
    (most, code), (next_most, _) = counts[0], counts[1]
    if most < PLAIN * len(low) or next_most * 3 > most:
        return None
    return Judgement(code, 0.99, f"{most} of {len(low)} words are common {code}")


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(listed.split()) for code, listed in table("words")["common"].items()}


def _classify(text: str) -> tuple[str, float]:
    value, score = _model().classify(text)
    return str(value), min(max(float(score), 0.0), 1.0)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


STEP = Step(detect, gives="language")

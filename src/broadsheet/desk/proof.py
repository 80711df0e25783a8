"""Does a printed sentence stand in its source? Everything that cannot be shown is refused."""

from __future__ import annotations

import re

from broadsheet.news import Article, Judgement, Sentence, text_hash

STANDS, ELSEWHERE, GONE = "stands", "stands, in a text that changed", "not there"

ENDS = ".!?…”\"’'»)"
INSIDE = re.compile(r"\w")


def check(sentence: Sentence, source: Article) -> Judgement[bool]:
    """Whether a sentence is its source's own: the same article and stored text, the exact range, and whole.

    Names, numbers and quotes of an extracted sentence occur in its range because it is the range.
    """
    fault = _fault(sentence, source)
    return Judgement(not fault, 1.0, fault or f"characters {sentence.start} to {sentence.end} of {source.publisher}'s text")


def again(sentence: Sentence, text: str) -> Judgement[str]:
    """Whether a printed sentence stands in its article as that is read today: `STANDS`, `ELSEWHERE` or `GONE`.

    A text read by another reader, or later, may have another hash though the sentence is there word for word.
    """
    start, end = sentence.start, sentence.end
    same = _hash(text) == sentence.sha256
    if same and 0 <= start < end <= len(text) and _flat(text[start:end]) == _flat(sentence.text):
        return Judgement(STANDS, 1.0, f"characters {start} to {end} of the very text that was read")
    if _flat(sentence.text) and _flat(sentence.text) in _flat(text):
        return Judgement(ELSEWHERE, 1.0, "word for word, though the text around it is not the one that was read")
    return Judgement(GONE, 1.0, "no such sentence in the article as it is now")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _fault(sentence: Sentence, source: Article) -> str:
    start, end, text = sentence.start, sentence.end, source.text
    if sentence.source != source.id:
        return f"it names {sentence.source} as its source, not {source.id}"
    if not 0 <= start < end <= len(text):
        return f"its range {start} to {end} is not inside a text of {len(text)} characters"
    if sentence.text != text[start:end]:
        return "its words are not those of its range"
    if sentence.sha256 != _hash(text):
        return "the stored text has changed since, or was another"
    return _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> str:
    """Why the range is no whole sentence: a cut could drop "not" or "police said"."""
    first = text[start:end].lstrip("\"'“”‘’„«»(")[:1]
    if (start and not text[start - 1].isspace()) or first.islower():
        return "it begins inside a sentence"
    if text[end - 1] not in ENDS or (end < len(text) and not text[end].isspace()):
        return "it ends inside a sentence"
    return ""


def _hash(text: str) -> str | None:
    """None for a text that UTF-8 cannot write: nothing can be proved against it."""
    try:
        return text_hash(text)
    except UnicodeEncodeError:
        return None

"""Which words carry an article, and how often each stands in it: counts only, the folds weigh them by the archive's own.

A term is a folded, lightly stemmed word (`tunnel`), two neighbouring words of a name (`john kerry`), or, in scripts written
without spaces, two neighbouring characters. A term of the title stands a second time with `TITLE` before it. Places and figures
of the title and the lead follow, `PLACE` and `FIGURE` before them. Who tells it is no part of what is told: a dateline, the
agency it names and the publisher's own name do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice, pairwise
from sys import intern

from broadsheet.desk.commonness import STOP
from broadsheet.desk.figures import FIGURE, figures
from broadsheet.desk.remembered import Remembered
from broadsheet.desk.spacing import Spaced
from broadsheet.desk.whereabouts import PLACE, whereabouts
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

TITLE = "^"  # no word begins with it
MARKS = frozenset((TITLE, PLACE, FIGURE))  # first characters of the terms that are no plain words

TITLE_CHARACTERS = 400  # a headline's; a longer one is cut, so that a 100 kB title costs what others cost
LEAD_CHARACTERS = 600  # about three paragraphs; names, places and figures are read there and in the title alone
TEXT_CHARACTERS = 3_000  # five hundred words; 6,000 rank pairs of ECB+ and BASIL the same within .005 (bench/weights.py)
MOST = 100  # terms kept an article: those that stand in it twice, then in order of appearance; 160 and 250 rank within .003
LONGEST = 60  # letters of a publisher's name that is looked for
LEAD = 2  # a word of the title or the lead counts as two of the body
LONGEST_WORD = 60  # letters; what is longer is an address or a joke

_capitals = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]{1,20}(?:[ /-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]{0,20}){0,3}"
_capital = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{1,20}(?:[ /][A-ZÀ-ÖØ-Þ][\w.'’-]{1,20}){0,2}"
_region = r"(?:, ?[\w.'’]{1,16}(?: [\w.'’]{1,16}){0,2}){0,2}"  # `, Ore.`, `, March 3`, `, 3 mars`
_dateline = re.compile(
    rf"\s*(?:(?:{_capitals}|{_capital}){_region},? ?)?\((?P<agency>[A-Za-zÀ-ÿ][\w&.'’/ -]{{1,28}})\) ?(?:[-–—:]|--)\s"
    rf"|\s*{_capitals}{_region} ?(?:[–—]|--)\s"
    rf"|\s*(?:{_capital}{_region} )?\((?P<bare>[A-Z]{{2,5}})\)\s+(?=[\"“A-ZÀ-ÖØ-Þ])"
)

Counts = tuple[tuple[str, int], ...]

_word = re.compile(r"[^\W_]+(?:['’][^\W_]+|[.,][0-9]+)*")
_name = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+){1,3}")
# possessive, so that a thousand digits are read once; a digit first, since a look-behind first is four times as slow
_pointed = re.compile(r"\d(?<!\d\d)\d*+(?:[.,]\d++)+")
GAPS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
_typography = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", "-"), ("–", "-"), ("…", "."), ("\u00a0", " "))
_unspaced = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2,}")


def fold(word: str) -> str:
    """A word in lower case, without accents or possessive, compatibility forms made plain."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).replace("’", "'")
    return word.strip("'").lower().removesuffix("'s").replace("'", "")


def stem(word: str) -> str:
    """A word folded, without its commonest English endings; empty when it carries nothing (a stop word, one letter)."""
    word = fold(word)
    if word in STOP or (len(word) < 2 and word.isascii()):
        return ""
    if len(word) <= 3 or not word.isascii() or word[0].isdigit():
        return word
    return _cut(word)


def _cut(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and word[-2] not in "su" and not word.endswith("is"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


# interned, so that all forms of a word share one stem: a look-up costs what it must fetch from memory
_stems = Remembered(lambda word: intern(stem(word)) if len(word) <= LONGEST_WORD else "")


def words(text: str) -> list[str]:
    """The stems of a text in order, stop words left out."""
    return [stem for stem in map(_stems.__getitem__, tokens(text)) if stem]


def spelt(text: str) -> list[tuple[str, str]]:
    """Each different word of a text in order: its stem, and how it is spelt, in small letters and without a possessive."""
    return [pair for pair in map(_spelt, dict.fromkeys(tokens(text))) if pair[0]]


@lru_cache(maxsize=65_536)
def _spelt(token: str) -> tuple[str, str]:
    return _stems[token], token.lower().replace("’", "'").strip("'").removesuffix("'s")


def plain(text: str) -> str:
    """A text with the quotation marks and dashes of a typewriter, which most texts need to be ASCII."""
    if not text.isascii():
        for mark, plainer in _typography:
            text = text.replace(mark, plainer)
    return text


def tokens(text: str) -> list[str]:
    """The words of a text as they stand, pairs of characters first where no spaces part them."""
    return _split(text) + _pointed.findall(text) if text.isascii() else _split(text)


def _split(text: str) -> list[str]:
    """The same without `1,200` and `4.5`, whose parts stand alone in ASCII: half as slow again for little in a body."""
    if text.isascii():
        return text.translate(GAPS).split()
    if runs := _unspaced.findall(text):
        pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
        return pairs + _word.findall(_unspaced.sub(" ", text))
    return _word.findall(text)


def names(text: str) -> list[str]:
    """Each two neighbouring words of a capitalised name, stemmed."""
    return [pair for name in _name.findall(text) for pair in _pairs(name)]


@lru_cache(maxsize=32_768)
def _pairs(name: str) -> tuple[str, ...]:
    parts = [stem(part) for part in name.split(" ")]
    return tuple(f"{first} {second}" for first, second in pairwise(parts) if first and second)


def shouted(title: str) -> bool:
    """Whether a headline capitalises most of its words, so that capitals say nothing about names."""
    parts = title.split()
    return sum(part[:1].isupper() for part in parts) * 2 > len(parts)


def dateline(text: str) -> tuple[int, str]:
    """Where a text begins after its dateline (`LONDON (Reuters) -`, `MINSK, Belarus —`), and the agency that it names."""
    found = _dateline.match(text)
    return (found.end(), found["agency"] or found["bare"] or "") if found else (0, "")


@lru_cache(maxsize=4_096)
def _signature(publisher: str) -> re.Pattern[str] | None:
    """A publisher's name in a text, whether we know it as `Union Wire`, `unionwire` or `www.unionwire.example`."""
    name = publisher.removeprefix("www.").partition(".")[0].removeprefix("The ")
    letters = [c for c in name if c.isalnum()]
    if not 2 <= len(letters) <= LONGEST:
        return None
    first = letters[0].upper()  # a literal first, since a look-behind first is four times as slow
    return re.compile(rf"{first}(?<!\w{first})(?i:{'[ &-]{0,3}'.join(['', *letters[1:]])})\b")


def terms(article: Article) -> Counts:
    """The article's terms and their weighted counts, at most `MOST` plain ones."""
    title = article.title[:TITLE_CHARACTERS]
    body = (article.text or article.standfirst)[:TEXT_CHARACTERS]
    start, agency = dateline(body)
    desk, title, body = body[:start], plain(title), plain(body[start:])
    if signed := _signature(article.publisher):
        title, body = signed.sub(" ", title), signed.sub(" ", body)
    loud = shouted(title)
    counts = _counted(title, body, loud)
    if agency and " " not in agency:
        counts.pop(stem(agency), None)
        counts.pop(TITLE + stem(agency), None)
    head, lead = Spaced(title), Spaced(body[:LEAD_CHARACTERS])
    counts.update(whereabouts(head, lead, desk, loud))
    counts.update(dict.fromkeys(figures((head, lead), _stems.__getitem__), 1))
    return tuple(counts.items())


def _counted(title: str, body: str, loud: bool) -> dict[str, int]:
    lead, rest = body[:LEAD_CHARACTERS], body[LEAD_CHARACTERS:]
    small = rest.lower() if rest.isascii() else rest  # stems ask for no capitals: half as many words to remember
    in_title = words(title)
    found = [*in_title, *map(_stems.__getitem__, tokens(lead)), *names(lead)]
    if not loud:
        found += names(title)
    counts = Counter(chain(found, found, map(_stems.__getitem__, _split(small))))
    del counts[""]
    return dict.fromkeys([TITLE + term for term in in_title], 1) | _kept(counts)


def _kept(counts: dict[str, int]) -> dict[str, int]:
    if len(counts) <= MOST:
        return counts
    often = {term: count for term, count in counts.items() if count > 1}
    if len(often) > MOST:
        return dict(islice(often.items(), MOST))
    once = [term for term, count in counts.items() if count == 1]
    return often | dict.fromkeys(once[: MOST - len(often)], 1)


def step(batch: Sequence[Reading], _settings: Settings) -> list[Counts]:
    """`terms` for each reading."""
    return [terms(reading.article) for reading in batch]


STEP = Step(step, gives="terms")

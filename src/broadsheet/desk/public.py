"""May a person be tagged? Who is public by office or role may; whom the news only happened to may not."""

from __future__ import annotations

import re
from functools import cache

from broadsheet.desk.entity import Entity
from broadsheet.desk.names import LISTED, known
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import WORD
from broadsheet.desk.wordlists import table

BEFORE, AFTER = 60, 90  # characters around a name in which a role or a misfortune speaks of its bearer
LOOKED_AT = 4  # mentions: who somebody is, is told at the first
OFTEN = 3  # mentions of one who bears no role and no misfortune
AGE = re.compile(r",? (?:\(|who is |aged )?\d{1,2}(?:,|\.|;|\)| years|-year)")
OLD = re.compile("-old |aged ")  # a quick look before the slow one
AGED = re.compile(r"\b\d{1,2}-year-old (?:\w+ ){0,2}$|\baged \d{1,2} $")
SUFFERED = frozenset(
    """
    accused suspect defendant arrested charged remanded pleaded victim victims murdered complainant convicted sentenced bailed
    """.split()  # noqa: SIM905  (a list of quoted words is no better read)
)


@cache
def _cues() -> Phrases[tuple[bool, str]]:
    """Words beside a name, each with whether it is a role, else what happens to anyone."""
    titles = table("names")["titles"]
    return Phrases((word, (key == "roles", word)) for key in ("roles", "private") for word in titles[key])


def public(entity: Entity, text: str, titled: bool, guarded: bool) -> bool:
    """Whether a person may be tagged; `titled`: the headline names them, `guarded`: the text is of a minor or a victim."""
    if LISTED in entity.whys or any(_office(why) for why in entity.whys):
        return True
    if guarded or " " not in entity.name:
        return False
    role, private, cues = "", "", _cues()
    for start, end in entity.mentions[:LOOKED_AT]:
        if AGE.match(text, end) or (
            OLD.search(text, max(0, start - 40), start) and AGED.search(text, max(0, start - 40), start)
        ):
            private = private or "an age"
        for near in (WORD.findall(text, max(0, start - BEFORE), start)[-7:], WORD.findall(text, end, end + AFTER)[:9]):
            for hit in () if cues.starts.isdisjoint(near) else cues.find(near):
                is_role, word = hit.value
                role, private = (role or word, private) if is_role else (role, private or word)
    if role and private not in SUFFERED:
        entity.whys.append(role)
        return True
    return not private and (titled or len(entity.mentions) >= OFTEN)


def _office(why: str) -> bool:
    return why.startswith("'") and tuple(why.strip("'").split()[-1:]) in known().titles

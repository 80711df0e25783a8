"""Whom does a text call by a role that it stated beside the name: "the UK prime minister"?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.desk.entity import Entity
from broadsheet.desk.listed_names import PERSON, known

ROLE = re.compile(r", (?:the )?((?:[A-Z][\w’'-]*|[a-z][\w’'-]+)(?: [\w’'-]+){0,4})(?=[,.])")
ENTITLED = re.compile(r"(?:^|[.\n] |[Tt]he )((?:[A-Z][\w’'-]*|[a-z][\w’'-]+)(?: [\w’'-]+){0,3}), $")


def join_roles(found: Iterable[Entity], text: str) -> None:
    """ "Keir Starmer, the UK prime minister," is who "the UK prime minister" is further on."""
    stated: dict[str, Entity | None] = {}
    for entity in found:
        if entity.kind != PERSON:
            continue
        for start, end in entity.mentions[:3]:
            before = ENTITLED.search(text, max(0, start - 50), start) if text.startswith(", ", max(0, start - 2)) else None
            for match in (ROLE.match(text, end) if text.startswith(", ", end) else None, before):
                said = match.group(1).split(" ") if match else []
                if len(said) > 1 and said[-1] in known().roles | {"minister"} and said[0] not in {"a", "an", "who"}:
                    role = " ".join(said)
                    stated[role] = entity if stated.get(role, entity) is entity else None
    for role, owner in stated.items():
        if owner:
            _again(owner, role, text)


def _again(entity: Entity, role: str, text: str) -> None:
    """The role as a mention wherever it stands without the name."""
    at = text.find(f"he {role}")
    while at >= 0:
        span = at + 3, at + 3 + len(role)
        if not any(start < span[1] + 3 and span[0] < end + 7 for start, end in entity.mentions):
            entity.mentions.append(span)
        at = text.find(f"he {role}", span[1])

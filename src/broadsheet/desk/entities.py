"""Which people, organisations and places does a text name, each under one name with all its mentions?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.desk.entity import Entity
from broadsheet.desk.listed_names import known
from broadsheet.desk.names import LETTERS, LISTED, NOTHING, OPENING, ORGANISATION, PERSON, PLACE, Name, names
from broadsheet.desk.stated_roles import join_roles

OFTEN = 3  # times that capitals without another sign must be seen to make an organisation


Found = dict[tuple[str, str], Entity]


def entities(text: str, language: str) -> list[Entity]:
    """The entities of a text with all their mentions: surnames, acronyms and short forms joined to the full name."""
    told = names(text, language)
    found: Found = {}
    short: list[Name] = []
    kinds = _kinds(told)
    for name in told:
        if name.kind == NOTHING or (" " not in name.name and name.why != LISTED and name.kind != PLACE):
            short.append(name)
        else:
            kind = kinds.get(name.name, name.kind)
            entity = found.get((kind, name.name))
            if entity is None:
                entity = found[kind, name.name] = Entity(kind, name.name)
            entity.add(name)
    _merge_people(found)
    _join(found, short, text)
    _surnames(found, text)
    _letters(found)
    join_roles(found.values(), text)
    for entity in found.values():
        entity.mentions.sort()
    return [entity for entity in found.values() if entity.mentions]


def _kinds(told: Iterable[Name]) -> dict[str, str]:
    """The kind of each name that was told as more than one, by the surest."""
    best: dict[str, tuple[float, str]] = {}
    for name in told:
        if name.kind != NOTHING and name.score > best.get(name.name, (0.0, ""))[0]:
            best[name.name] = name.score, name.kind
    return {name: kind for name, (_, kind) in best.items()}


def _merge_people(found: Found) -> None:
    """Longer and shorter forms of one name are one person: "J. Pablo Ortiz" takes "Pablo Ortiz"."""
    people = sorted((e for e in found.values() if e.kind == PERSON), key=lambda e: (-len(e.name), e.name))
    by_last: dict[str, list[Entity]] = {}
    for entity in people:
        by_last.setdefault(entity.name.rsplit(" ", 1)[-1], []).append(entity)
    for group in by_last.values():
        for i, longer in enumerate(group):
            for shorter in group[i + 1 :]:
                if shorter.mentions and longer.mentions and " " in shorter.name and longer.name.endswith(f" {shorter.name}"):
                    if LISTED in shorter.whys:
                        longer.name = shorter.name
                    longer.take(shorter)


def _owners(found: Found, short: Iterable[str]) -> dict[str, list[Entity]]:
    """Entities by the short forms, of these, that may stand for them: a person's last name, how an organisation's begins."""
    owners: dict[str, list[Entity]] = {form: [] for form in short}
    for entity in found.values():
        if entity.kind == PLACE or not entity.mentions:
            continue
        for form in {entity.name, *entity.forms}:
            words = form.split(" ")
            ends = {words[-1], form, " ".join(words[-2:])} if entity.kind == PERSON else {words[0], form, " ".join(words[:2])}
            for end in ends:
                those = owners.get(end)
                if those is not None and entity not in those:
                    those.append(entity)
    return owners


def _join(found: Found, short: list[Name], text: str) -> None:
    """Short forms go to the one entity whose name they begin or end; what belongs to none must show what it is."""
    owners = _owners(found, {name.name for name in short})
    loose: dict[str, list[Name]] = {}
    for name in short:
        those = owners[name.name]
        if len(those) > 1:
            people = [each for each in those if each.kind == PERSON]
            those = (
                people
                if len(people) == 1 and name.kind in {PERSON, NOTHING}
                else [max(those, key=lambda e: (e.mentions[0][0] < name.start, e.mentions[0][0]))]
            )
        if those:
            those[0].add(name)
        else:
            loose.setdefault(name.name, []).append(name)
    for form, mentions in loose.items():
        _settle(found, form, mentions, text)


def _settle(found: Found, form: str, mentions: list[Name], text: str) -> None:
    """What a form is that no fuller name explains: as its surest mention has it, or what acts, or what is often named."""
    for kind in (PERSON, ORGANISATION, PLACE):
        if (kind, form) in found:
            return _new(found, kind, form, mentions)
    surest = max(mentions, key=lambda name: (name.kind != NOTHING, name.score))
    if surest.kind != NOTHING:
        return _new(found, surest.kind, form, mentions)
    if (form in known().last or form in known().first) and any(_acts(name, text) for name in mentions):
        return _new(found, PERSON, form, mentions)
    if sum(name.why != OPENING for name in mentions) >= OFTEN:
        return _new(found, ORGANISATION, form, mentions)
    if (
        " " not in form
        and form.lower() not in known().common
        and any(_acts(name, text) for name in mentions if not _many(name, text))
    ):
        _new(found, ORGANISATION, form, mentions)
    return None


def _acts(name: Name, text: str) -> bool:
    rest = text[name.end : name.end + 16]
    return rest.removeprefix("'s").removeprefix("’s").lstrip().split(" ", 1)[0] in known().verbs


def _many(name: Name, text: str) -> bool:
    """Whether a plural begins its sentence, "Paramedics were called": that is any of them."""
    return name.why == OPENING and name.name.endswith("s") and text.startswith((" were ", " are ", " have "), name.end)


def _new(found: Found, kind: str, form: str, mentions: list[Name]) -> None:
    entity = found.setdefault((kind, form), Entity(kind, form))
    for mention in mentions:
        entity.add(mention)


def _surnames(found: Found, text: str) -> None:
    """A listed word that ends the name of a person in the text is that person from there on: Doug Ford, then Ford."""
    people = {e.name.rsplit(" ", 1)[-1]: e for e in found.values() if e.kind == PERSON and e.mentions and " " in e.name}
    for entity in list(found.values()):
        for start, end in list(entity.mentions) if people and entity.kind != PERSON else ():
            form = text[start:end]
            owner = people.get(form)
            if owner and owner is not entity and " " not in form and start > min(owner.mentions)[0]:
                entity.mentions.remove((start, end))
                owner.mentions.append((start, end))


def _letters(found: Found) -> None:
    """ "Guild of Visual Effects Artists (GVEA)": the letters are the same organisation."""
    full: dict[str, Entity] = {}
    for entity in found.values():
        if entity.kind == ORGANISATION and " " in entity.name and entity.mentions:
            full.setdefault("".join(word[0] for word in re.findall(r"\b[A-Z]\w+", entity.name)), entity)
    for short in found.values():
        if short.kind != ORGANISATION or short.whys != [LETTERS]:
            continue
        if owner := full.get(short.name):
            owner.take(short)
        elif len(short.mentions) >= 2:
            short.sure = 0.45

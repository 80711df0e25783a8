"""Write docs/reference from the code: settings, commands, steps and nouns (`make reference`; a test holds them up to date).

python tools/reference.py            all pages
python tools/reference.py steps      one of them
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet import desk, journal, news, settings
from broadsheet.steps import Step

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by tools/reference.py from the code. Change the code, then run `make reference`. -->"
TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "tuple[str, ...]": "a list of texts",
}
LABELS = ("STEP", "STORY_STEP")

SETTINGS = """\
A newsroom's settings stand in its `broadsheet.toml`, one table a part. Each has a default; an empty file is a working
newsroom. What the desk changes wins over the environment, the environment over the file, the file over the default:
`broadsheet settings` shows each value and where it came from. A list in the environment is separated by commas."""

SECTIONS = """\
One table a section, in the order of the navigation. A file with any section replaces the whole list that ships, which is
`src/broadsheet/data/sections.toml`."""

COMMANDS = """\
One program, one verb: `broadsheet VERB`. A verb ends with 0 when it did what was asked, 1 when it could not, 2 on a bad
call. What `extract`, `judge`, `related` and `front` read and write is in [lines.md](lines.md). Every setting can also be
given as an [environment variable](settings.md)."""

STEPS = """\
A step maps a batch to one field: `function(batch, settings)` answers one value for each of the batch, in order. A recipe
is `line.steps` for articles and `line.story_steps` for stories that changed; it names ours by their module's name and
anyone's as `package.module:STEP`. A recipe whose needs are not met is refused at the start.
[Replace a step](../how-to/replace-a-step.md) shows one."""

NOUNS = """\
Feed → Entry → Page → **Article** (what a publisher said) → **Reading** (what we think of it) → **Story** (one event, many
tellings) → **FrontPage** (ranked places, each with the terms of its score)."""


RIGHTS = """\
What is found on a site, a page, a feed or on file decides what may be done with an article. Where two rows speak, the upper one
holds. `broadsheet rights` and the desk show what was found for each article, and when. Why it is so, and which words of RSL
touch us, is in [rights](../explanation/rights.md)."""


def main(names: list[str]) -> None:
    """Write the pages of these names, or all."""
    if unknown := sorted(set(names) - set(PAGES)):
        sys.exit(f"There is no page {unknown[0]}; there are {', '.join(PAGES)}.")
    for name in names or PAGES:
        (FOLDER / f"{name}.md").write_text(page(name), encoding="utf-8")


def page(name: str) -> str:
    """The text of one page, as it should stand in docs/reference."""
    return "\n\n".join((NOTE, *PAGES[name]())) + "\n"


def settings_page() -> Iterator[str]:
    """Every setting, and every key of a section."""
    yield "# Settings"
    yield SETTINGS
    for part in dataclasses.fields(settings.Settings):
        if part.name == "section":
            continue
        owner = type(getattr(settings.Settings(), part.name))
        yield f"## `[{part.name}]`"
        yield _sentence(owner)
        for field in dataclasses.fields(owner):
            name = f"{part.name}.{field.name}"
            variable = f"BROADSHEET_{name.replace('.', '_').upper()}"
            yield f"### {name}"
            yield f"{_capital(field.metadata['doc'])}.\n\n{_value(field)}; in the environment `{variable}`."
    yield "## `[[section]]`"
    yield f"{_sentence(settings.Section)} {SECTIONS}"
    for field in dataclasses.fields(settings.Section):
        yield f"### section.{field.name}"
        yield f"{_capital(field.metadata['doc'])}.\n\n{_value(field)}."


def commands_page() -> Iterator[str]:
    """Every verb of the command line with what it takes."""
    from broadsheet.cli.main import parser

    yield "# Commands"
    yield COMMANDS
    for name, verb, doc in verbs(parser()):
        yield f"## broadsheet {name}"
        yield f"{_capital(doc)}."
        arguments = [action for action in verb._actions if "--help" not in action.option_strings]  # noqa: SLF001 - as in verbs()
        if arguments:
            yield "\n".join(("| argument | what it does |", "|---|---|", *(_argument(action) for action in arguments)))


def verbs(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Each sub-command with its own parser and its sentence; argparse offers no public way to list them."""
    for action in parser._actions:  # noqa: SLF001 - see above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - see above
            docs = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001 - see above
            for name, verb in action.choices.items():
                yield name, verb, docs.get(name, "")


def rights_page() -> Iterator[str]:
    """The table of rights, and what each mode means."""
    from broadsheet.wire.table import MEANS, TABLE

    yield "# Rights"
    yield RIGHTS
    rows = [f"| {row.found} | {row.mode} | {'allowed' if row.machine else 'never'} |" for row in TABLE]
    yield "\n".join(("| what is found | what we print | language model |", "|---|---|---|", *rows))
    for mode in ("full", "excerpt", "link", "none"):
        yield f"## {mode}"
        yield MEANS[mode]


def steps_page() -> Iterator[str]:
    """Every step that ships, those of the default recipes first."""
    yield "# Steps"
    yield STEPS
    line = settings.Settings().line
    for label, title, recipe in (
        ("STEP", "Steps of an article", line.steps),
        ("STORY_STEP", "Steps of a story", line.story_steps),
    ):
        yield f"## {title}"
        found = dict(labelled(label))
        for name in (*(n for n in recipe if n in found), *sorted(set(found) - set(recipe))):
            yield f"### {name}"
            yield _step(found[name], getattr(found[name], label), name in recipe)


def labelled(label: str) -> Iterator[tuple[str, ModuleType]]:
    """The desk's modules that carry this label, by the name that a recipe uses."""
    for each in pkgutil.walk_packages(desk.__path__, "broadsheet.desk."):
        module = importlib.import_module(each.name)
        if isinstance(getattr(module, label, None), Step):
            yield each.name.removeprefix("broadsheet.desk."), module


def news_page() -> Iterator[str]:
    """Every noun and its fields."""
    yield "# Nouns"
    yield _document(news)
    yield NOUNS
    for noun in (*vars(news).values(), *(each for each in vars(journal).values() if each not in vars(news).values())):
        if not isinstance(noun, type) or not dataclasses.is_dataclass(noun):
            continue
        yield f"## {noun.__name__}"
        yield _document(noun)
        yield "\n".join(
            ("| field | type |", "|---|---|", *(f"| `{f.name}` | `{_cell(str(f.type))}` |" for f in dataclasses.fields(noun)))
        )


PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "settings": settings_page,
    "commands": commands_page,
    "rights": rights_page,
    "steps": steps_page,
    "news": news_page,
}


def _step(module: ModuleType, step: Step, default: bool) -> str:
    needs = ", ".join(f"`{need}`" for need in sorted(step.needs)) or "nothing"
    recipe = "In the default recipe." if default else "Not in the default recipe."
    return f"{_sentence(module)} {_sentence(step.function)}\n\nGives `{step.gives}`; needs {needs}. {recipe}"


def _argument(action: argparse.Action) -> str:
    options = ", ".join(f"`{option}`" for option in action.option_strings)
    value = str(action.metavar or (action.dest.upper() if action.nargs != 0 and options else ""))
    if action.choices is not None:
        value = " or ".join(map(str, action.choices))
    shown = " ".join(filter(None, (options, f"`{value}`" if value else f"`{action.dest}`" if not options else "")))
    return f"| {_cell(shown)} | {_cell(_capital((action.help or 'required').replace('%%', '%')))} |"


def _value(field: dataclasses.Field[Any]) -> str:
    kind = TYPES[str(field.type)]
    default = field.default
    shown = "none" if default in ("", ()) else f"`{_toml(default)}`"
    return f"{_capital(kind)}; default {shown}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _document(thing: Any) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (inspect.getdoc(thing) or "").split("\n\n"))


def _sentence(thing: Any) -> str:
    return _document(thing).split("\n\n", maxsplit=1)[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Is this field there, and of the right sort? One sentence says so where it is not."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast


class SpecimenError(ValueError):
    """A specimen file cannot be used; the message names the file and what to do about it."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file, read field by field; `where` names it in messages."""

    file: str
    where: str
    values: Mapping[str, object]

    def refusal(self, sentence: str) -> SpecimenError:
        """The error to raise: the file, the table, and what to do."""
        return SpecimenError(f"{self.file}: {self.where} {sentence}.")

    def _field(self, key: str, default: object) -> object:
        found = self.values.get(key, default)
        if found is None:
            raise self.refusal(f"has no `{key}`; add it")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        """The string at `key`; a missing one is refused unless a default is given."""
        found = self._field(key, default)
        if not isinstance(found, str):
            raise self.refusal(f"has a `{key}` that is no string; put it in quotes")
        return found.strip()

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The list of strings at `key`."""
        found = self._field(key, default)
        if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
            raise self.refusal(f'has a `{key}` that is no list of strings; write ["…", "…"]')
        return tuple(cast("list[str]", found))

    def number(self, key: str) -> float:
        """The number at `key`."""
        found = self._field(key, None)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.refusal(f"has a `{key}` that is no number; write it without quotes")
        return float(found)

    def choice(self, key: str, among: Collection[str], default: str | None = None) -> str:
        """The string at `key`, which must be one of `among`."""
        found = self.text(key, default)
        self.allowed(key, (found,), among)
        return found

    def allowed(self, key: str, found: Collection[str], among: Collection[str]) -> None:
        """Refuse any of `found` that is not in `among`."""
        for one in found:
            if one not in among:
                raise self.refusal(f"has `{key}` {one!r}; use one of: {', '.join(among)}")

    def tables(self, key: str) -> tuple[Table, ...]:
        """The `[[key]]` tables inside this one, each named by its slug, path or position."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.refusal(f"has a `{key}` that is no list of tables; write [[{key}]]")
        rows = cast("list[dict[str, object]]", found)
        return tuple(self._inner(key, at, row) for at, row in enumerate(rows, 1))

    def _inner(self, key: str, at: int, row: Mapping[str, object]) -> Table:
        name = row.get("slug", f"{at}")
        of = "" if "slug" in row or self.where == "the file" else f" of {self.where}"
        return Table(self.file, f"{key.rpartition('.')[2]} {name}{of}", row)

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that nobody reads: it is most likely misspelt."""
        for key in self.values:
            if key not in known:
                raise self.refusal(f"has an unknown `{key}`; use one of: {', '.join(sorted(known))}")


def read_table(file: Path) -> Table:
    """The whole of a TOML file as one table.

    Raises SpecimenError where it cannot be read as UTF-8 TOML.
    """
    try:
        return Table(file.name, "the file", tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SpecimenError(f"{file.name}: is not there; put it in {file.parent.name}/.") from None
    except UnicodeDecodeError:
        raise SpecimenError(f"{file.name}: is not UTF-8; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as fault:
        raise SpecimenError(f"{file.name}: is not TOML ({fault}); correct that place.") from None

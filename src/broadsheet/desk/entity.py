"""One person, organisation or place over a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from broadsheet.desk.names import Name


@dataclass(slots=True)
class Entity:
    """One person, organisation or place over a text, under the fullest of its names."""

    kind: str
    name: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    sure: float = 0.0
    whys: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)

    def add(self, name: Name) -> None:
        """One more mention."""
        self.mentions.append((name.start, name.end))
        self.sure = max(self.sure, name.score)
        self.forms.add(name.name)
        if name.why not in self.whys:
            self.whys.append(name.why)

    def take(self, other: Entity) -> None:
        """All that another is known by, which is this one too."""
        self.mentions += other.mentions
        self.sure = max(self.sure, other.sure)
        self.forms |= other.forms
        self.whys += [why for why in other.whys if why not in self.whys]
        other.mentions = []

    def stated(self) -> tuple[str, ...]:
        """The other names that the text calls it by, which mean nobody else elsewhere: letters, and names of several words."""
        return tuple(
            sorted(form for form in self.forms if form != self.name and (" " in form or (form.isupper() and len(form) > 2)))
        )

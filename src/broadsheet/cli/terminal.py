"""What a person at the terminal sees: a line for each thing worth knowing, and one line of counts that keeps up."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from broadsheet.press.floor import Tally

BOLD, DIM, PLAIN, CLEAR = "\x1b[1m", "\x1b[2m", "\x1b[0m", "\r\x1b[K"
NOTES_A_TURN = 4  # lines of news a turn; the rest is counted, so that a first poll does not scroll for minutes


@dataclass(slots=True)
class Terminal:
    """Writes to a terminal with a live line of counts; to anything else only what must be said."""

    out: IO[str] = field(default_factory=lambda: sys.stderr)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    _last: tuple[float, int] = (0.0, 0)
    _printed: int = 0
    _notes: int = 0

    @property
    def live(self) -> bool:
        """Whether a person is watching."""
        return self.out.isatty()

    def say(self, text: str, *, strong: bool = False) -> None:
        """Something that must be known, watched or not."""
        if self.live:
            text = f"{CLEAR}{BOLD if strong else ''}{text}{PLAIN if strong else ''}"
        print(text, file=self.out, flush=True)

    def show(self, tally: Tally, now: datetime, seconds: float) -> None:
        """The news since the last call and the counts; nothing when nobody watches."""
        if not self.live:
            return
        at = now.astimezone(self.zone).strftime("%H:%M:%S")
        self._news(tally, at)
        rate = self._rate(tally.read, seconds)
        parts = (
            f"{tally.polls} polls", f"{tally.entries} entries", f"{tally.read} read{rate}", f"{tally.judged} judged",
            f"{tally.opened - tally.merged} stories", f"{tally.joined} joined", f"{tally.copies} copies",
            f"{len(tally.printed)} printed", f"{tally.failed} failed",
        )  # fmt: skip
        width = shutil.get_terminal_size().columns - 1
        print(f"{CLEAR}{DIM}{at}{PLAIN}  {' · '.join(parts)}"[: width + 20], end="", file=self.out, flush=True)

    def _news(self, tally: Tally, at: str) -> None:
        fresh, self._printed = tally.printed[self._printed :], len(tally.printed)
        notes, self._notes = tally.notes[self._notes :], len(tally.notes)
        for headline in fresh[:NOTES_A_TURN]:
            self.say(f"{DIM}{at}{PLAIN}  printed  {headline}")
        if len(fresh) > NOTES_A_TURN:
            self.say(f"{DIM}{at}  and {len(fresh) - NOTES_A_TURN} more{PLAIN}")
        for note in notes[:NOTES_A_TURN]:
            self.say(f"{DIM}{at}  {note}{PLAIN}")

    def _rate(self, read: int, seconds: float) -> str:
        then, before = self._last
        if seconds - then < 1:
            return ""
        self._last = (seconds, read)
        rate = (read - before) / (seconds - then)
        return f" ({rate:.0f}/s)" if then and rate >= 1 else ""

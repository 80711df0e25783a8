"""Where a newsroom lives: one folder with its settings, its database, its secret and its media."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


class HomeError(Exception):
    """A folder that cannot hold a newsroom, in one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """A newsroom's folder; `edition` is empty for real news, else the specimen's anchor, which has a database of its own."""

    path: Path
    edition: str = ""

    @classmethod
    def here(cls) -> Home:
        """The newsroom that the environment names (`BROADSHEET_HOME`, `BROADSHEET_EDITION`), else ./newsroom."""
        return cls(Path(os.environ.get("BROADSHEET_HOME", "newsroom")).resolve(), os.environ.get("BROADSHEET_EDITION", ""))

    @property
    def settings_file(self) -> Path:
        """Its broadsheet.toml."""
        return self.path / "broadsheet.toml"

    @property
    def folder(self) -> Path:
        """The folder of this edition's database and media: the newsroom's own, or the specimen's."""
        return self.path / "specimen" / self.edition if self.edition else self.path

    def secret(self) -> str:
        """The key that signs sessions, made once."""
        file = self.path / "secret_key"
        return file.read_text(encoding="utf-8").strip() if file.exists() else "not-a-newsroom-yet-" + "0" * 40

    def environment(self) -> dict[str, str]:
        """What a process needs to know to work for this newsroom."""
        return {"BROADSHEET_HOME": str(self.path), "BROADSHEET_EDITION": self.edition}

    def prepare(self) -> bool:
        """Make the folder with settings and secret, as far as they are missing; True when it is new. Raises HomeError."""
        new = not self.settings_file.exists()
        try:
            (self.folder / "media").mkdir(parents=True, exist_ok=True)
            if new:
                template = files("broadsheet.data").joinpath("broadsheet.toml").read_text(encoding="utf-8")
                self.settings_file.write_text(template, encoding="utf-8")
            if not (self.path / "secret_key").exists():
                file = os.open(self.path / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                os.write(file, secrets.token_urlsafe(50).encode())
                os.close(file)
            probe = self.folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as refused:
            raise HomeError(
                f"{self.path} cannot be written ({refused.strerror}); give --home a folder that you may write to."
            ) from refused
        return new

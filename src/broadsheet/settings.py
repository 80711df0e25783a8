"""The settings: broadsheet.toml and the environment make one frozen `Settings`, each value knowing where it came from.

Order of strength: what the desk changed, then the environment (`BROADSHEET_SITE_NAME`), then the file, then the default.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from broadsheet.keys import Archive, Front, Line, Model, Pictures, Publish, Section, Serve, Site, Specimen, Wire
from broadsheet.slugs import slug

Network = IPv4Network | IPv6Network


class SettingsError(Exception):
    """A settings file that cannot be used, in one sentence that says what to change."""


@cache
def default_sections() -> tuple[Section, ...]:
    """The sections that ship, from data/sections.toml."""
    table = tomllib.loads(files("broadsheet.data").joinpath("sections.toml").read_text(encoding="utf-8"))
    return _sections(table["section"], "sections.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Every part has its defaults, so `Settings()` is a working newsroom."""

    site: Site = field(default_factory=Site)
    publish: Publish = field(default_factory=Publish)
    wire: Wire = field(default_factory=Wire)
    pictures: Pictures = field(default_factory=Pictures)
    line: Line = field(default_factory=Line)
    model: Model = field(default_factory=Model)
    front: Front = field(default_factory=Front)
    serve: Serve = field(default_factory=Serve)
    archive: Archive = field(default_factory=Archive)
    specimen: Specimen = field(default_factory=Specimen)
    section: tuple[Section, ...] = field(default_factory=default_sections)


@dataclass(frozen=True, slots=True)
class Known:
    """One setting as `broadsheet settings` shows it."""

    name: str
    value: Any
    origin: str
    doc: str


DRAFTED = ("headlines", "key_points", "translation")
ENDPOINT = re.compile(r"https?://[^/\s@?#]+(/[^\s?#]*)?", re.IGNORECASE)
VARIABLE = re.compile("[A-Z][A-Z0-9_]*")
LAST_PORT = 65_535
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # RFC 5646 as far as languages in use go
TOPIC = re.compile(r"medtop:[0-9]{8}")  # a concept of IPTC's Media Topics
POSITIVE = {
    "wire.concurrency", "wire.timeout", "wire.max_bytes", "wire.min_minutes", "wire.max_minutes", "line.batch",
    "front.half_life_hours", "front.places", "serve.port", "serve.workers", "archive.claim", "specimen.port",
    "pictures.max_bytes", "pictures.max_pixels", "pictures.days", "model.timeout", "model.tokens_a_day", "model.characters",
}  # fmt: skip


def load(
    path: Path | None = None,
    environment: Mapping[str, str] | None = None,
    desk: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings of a file, the environment and the desk, whose changes have dotted names.

    Raises SettingsError with one sentence.
    """
    environment = os.environ if environment is None else environment
    settings = Settings()
    layers: tuple[tuple[str, Mapping[str, Any]], ...] = (
        (str(path) if path else "the settings file", _flat(_read(path)) if path else {}),
        ("the environment", _from_environment(environment)),
        ("the desk", desk or {}),
    )
    for origin, layer in layers:
        for name, value in layer.items():
            settings = _put(settings, name, value, origin)
    if any(name.startswith("model.") for name in desk or {}):
        raise SettingsError("The desk does not set model.*: who names the endpoint gets the texts and the key; the file does.")
    return _checked(settings)


def known(
    path: Path | None, environment: Mapping[str, str] | None = None, desk: Mapping[str, Any] | None = None
) -> Iterator[Known]:
    """Every setting with its value, where the value came from, and what it means."""
    environment = os.environ if environment is None else environment
    settings = load(path, environment, desk)
    in_file = _flat(_read(path)) if path else {}
    in_environment = _from_environment(environment)
    for name, doc in documented():
        part, _, key = name.partition(".")
        origin = "default"
        if desk and name in desk:
            origin = "desk"
        elif name in in_environment:
            origin = "environment"
        elif name in in_file:
            origin = path.name if path else "file"
        yield Known(name, getattr(getattr(settings, part), key), origin, doc)


def documented() -> Iterator[tuple[str, str]]:
    """Every setting's dotted name and what it means; the sections' own keys apart."""
    for part in fields(Settings):
        if part.name != "section":
            for each in fields(_type(Settings, part.name)):
                yield f"{part.name}.{each.name}", each.metadata["doc"]


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as missing:
        raise SettingsError(f"There is no settings file {path}; `broadsheet start` makes one.") from missing
    except OSError as refused:
        raise SettingsError(f"{path} cannot be read ({refused.strerror}); make it a file that you may read.") from refused
    except UnicodeDecodeError as broken:
        raise SettingsError(f"{path} is not in UTF-8 (byte {broken.start}); save it as UTF-8 and start again.") from broken
    except tomllib.TOMLDecodeError as broken:
        raise SettingsError(f"{path} is not valid TOML: {broken}; mend that line and start again.") from broken


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {f"BROADSHEET_{name.replace('.', '_').upper()}": name for name, _ in documented()}
    parts = tuple(f"BROADSHEET_{part.name.upper()}_" for part in fields(Settings))
    for key in environment:
        if key.startswith(parts) and key not in names:
            raise SettingsError(_unknown(key, "the environment", [], list(names)))
    return {names[key]: value for key, value in environment.items() if key in names}


def _put(settings: Settings, name: str, value: Any, origin: str) -> Settings:
    if name == "section":
        return replace(settings, section=_sections(value, origin))
    part, _, key = name.partition(".")
    if not hasattr(settings, part) or part == "section":
        raise SettingsError(_unknown(name, origin, [f.name for f in fields(Settings)], [known for known, _ in documented()]))
    inner = getattr(settings, part)
    if key not in {f.name for f in fields(inner)}:
        raise SettingsError(_unknown(name, origin, [f"{part}.{f.name}" for f in fields(inner)]))
    converted = _convert(name, value, _type(type(inner), key), origin)
    return replace(settings, **{part: replace(inner, **{key: converted})})


def _unknown(name: str, origin: str, names: list[str], more: Sequence[str] = ()) -> str:
    near = [each for each in more if each.endswith(f".{name}")] or get_close_matches(name, (*names, *more), 1)
    listed = f"known are {', '.join(names)}." if names else "docs/reference/settings.md lists what does."
    hint = f"did you mean {near[0]}?" if near else listed
    return f"{origin} has a setting {name!r} that does not exist; {hint}"


def _type(owner: Any, name: str) -> Any:
    return typing.get_type_hints(owner)[name]


def _convert(name: str, value: Any, wanted: Any, origin: str) -> Any:
    if isinstance(wanted, types.GenericAlias) or typing.get_origin(wanted) is tuple:
        listed = [v.strip() for v in value.split(",") if v.strip()] if isinstance(value, str) else value
        if isinstance(listed, list | tuple) and all(isinstance(v, str) for v in listed):
            return tuple(listed)
    elif wanted is bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in {"true", "false", "1", "0", "yes", "no"}:
            return value.lower() in {"true", "1", "yes"}
    elif wanted is str and isinstance(value, str):
        return value
    elif wanted in (int, float) and isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            number = float(value)
        except (ValueError, OverflowError):
            number = math.nan
        if math.isfinite(number) and (wanted is float or number.is_integer()):
            return wanted(number)
    shown = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}.get(wanted, "a list of texts")
    raise SettingsError(f"{origin} sets {name} to {value!r}, but it is {shown}.")


def _sections(rows: Any, origin: str) -> tuple[Section, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(f"{origin} has sections that are no [[section]] tables.")
    found = tuple(_section(row, origin) for row in rows)
    names = {section.name for section in found}
    for key, each in (("name", [s.name for s in found]), ("slug", [s.slug for s in found])):
        if twice := sorted({value for value in each if each.count(value) > 1}):
            raise SettingsError(f"{origin} has two sections with the {key} {twice[0]!r}; rename one of them.")
    for section in found:
        if section.parent and section.parent not in names:
            raise SettingsError(f"{origin}: section {section.name!r} stands below {section.parent!r}, which does not exist.")
    return found


def _section(row: dict[str, Any], origin: str) -> Section:
    names = [f.name for f in fields(Section)]
    values = {}
    for key, value in row.items():
        if key not in names:
            raise SettingsError(_unknown(key, f"{origin}, a [[section]],", names))
        values[key] = _convert(f"section.{key}", value, _type(Section, key), origin)
    if not values.get("name"):
        raise SettingsError(f"{origin} has a [[section]] without a name.")
    return Section(**(values | {"slug": values.get("slug") or slug(values["name"])}))


def _checked(settings: Settings) -> Settings:
    choices = (
        ("publish.mode", settings.publish.mode, ("automatic", "review")),
        ("specimen.use", settings.specimen.use, ("auto", "always", "never")),
        ("pictures.use", settings.pictures.use, ("auto", "never")),
        *((f"section.mode ({s.name})", s.mode, ("automatic", "review", "")) for s in settings.section),
    )
    for name, value, allowed in choices:
        if value not in allowed:
            raise SettingsError(f"{name} is {value!r}, but may be {' or '.join(repr(a) for a in allowed if a)}.")
    _check_numbers(settings)
    if not re.fullmatch(r"https?://[^/\s]+", settings.site.address):
        raise SettingsError(
            f"site.address is {settings.site.address!r}; write it like 'https://news.example.org', without path or final slash."
        )
    if settings.site.timezone not in available_timezones():
        raise SettingsError(f"site.timezone is {settings.site.timezone!r}, which is no IANA zone such as 'Europe/London'.")
    for name, tags in (("site.language", (settings.site.language,)), ("site.languages", settings.site.languages)):
        for tag in tags:
            if not LANGUAGE.fullmatch(tag):
                raise SettingsError(f"{name} has {tag!r}, which is no language tag (BCP 47) such as 'en' or 'pt-BR'.")
    for entry in settings.wire.allow_loopback:
        allowance(entry)
    _check_model(settings.model)
    _check_sections(settings)
    return settings


def _check_model(model: Model) -> None:
    """A key that was written where its variable's name belongs is not repeated: errors are printed and logged."""
    for each in model.use:
        if each not in DRAFTED:
            raise SettingsError(f"model.use has {each!r}, but may have {' and '.join(map(repr, DRAFTED))}.")
    if not VARIABLE.fullmatch(model.key_variable):
        raise SettingsError("model.key_variable is no name of an environment variable such as 'LANGUAGE_MODEL_KEY'.")
    if model.base_url and not ENDPOINT.fullmatch(model.base_url):
        raise SettingsError(
            "model.base_url is no address such as 'https://models.example.org/v1', without a name or a key in it."
        )
    if model.use and not (model.base_url and model.name):
        raise SettingsError("model.use names what a language model drafts, so model.base_url and model.name must be set too.")
    if model.money_a_day and not (model.price_in and model.price_out):
        raise SettingsError("model.money_a_day is set, so model.price_in and model.price_out must be too.")


def allowance(entry: str) -> tuple[Network, int]:
    """The network and the port that an entry of `wire.allow_loopback` names. Raises SettingsError."""
    network, _, port = entry.rpartition(":")
    if re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) <= LAST_PORT:
        with suppress(ValueError):
            return ip_network(network.replace("[", "").replace("]", ""), strict=False), int(port)
    raise SettingsError(f"wire.allow_loopback holds {entry!r}, which is no network with a port, such as '127.1.0.0/16:8901'.")


def _check_sections(settings: Settings) -> None:
    if not settings.section:
        raise SettingsError("There is no [[section]]; a paper needs one.")
    learned = settings.line.learned
    if learned not in ("", "none") and not Path(learned).is_file():
        raise SettingsError(f"line.learned is {learned!r}, which is no file; leave it empty or run `broadsheet learn`.")
    for section in settings.section:
        if odd := [code for code in section.topics if not TOPIC.fullmatch(code)]:
            raise SettingsError(f"Section {section.name!r} has the topic {odd[0]!r}; IPTC's codes are like 'medtop:04000000'.")


def _check_numbers(settings: Settings) -> None:
    for name, _ in documented():
        part, _, key = name.partition(".")
        number = getattr(getattr(settings, part), key)
        if isinstance(number, int | float) and (number < 0 or (number == 0 and name in POSITIVE)):
            raise SettingsError(f"{name} is {number}, but must be {'more than 0' if name in POSITIVE else 'at least 0'}.")
    if settings.serve.port > LAST_PORT or settings.specimen.port > LAST_PORT:
        raise SettingsError(f"serve.port and specimen.port may be at most {LAST_PORT}.")
    if settings.wire.min_minutes > settings.wire.max_minutes:
        raise SettingsError("wire.min_minutes is more than wire.max_minutes; lower the one or raise the other.")
    for section in settings.section:
        if not -1 <= section.weight <= 1:
            raise SettingsError(f"Section {section.name!r} has the weight {section.weight}; it may be from -1 to 1.")


def zone(settings: Settings) -> ZoneInfo:
    """The zone that days and editions are counted in."""
    return ZoneInfo(settings.site.timezone)

"""May this story print now? The rules of printing unattended, with the reason in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from broadsheet.desk.filing import held, in_languages
from broadsheet.desk.sensitive import ALLEGATION
from broadsheet.news import Judgement, Reading, Story
from broadsheet.settings import Settings

PRINT, HOLD = "printed", "held"
FROZEN, OLD = "printing is frozen", "older than"


def verdict(story: Story, sections: tuple[Judgement[str], ...], settings: Settings, now: datetime) -> Judgement[str]:
    """`printed` or `held`, and why. An editor's word wins over it."""
    may = [t.reading for t in story.tellings if allowed(t.reading)]
    why = (
        ("" if may else "its publishers' rights allow no print")
        or held(story)
        or _foreign(may, settings)
        or ("this section is printed after review" if mode(sections, settings) == "review" else "")
        or (FROZEN if settings.publish.frozen else "")
        or _too_old(may, settings, now)
    )
    return Judgement(HOLD, 1.0, why) if why else Judgement(PRINT, 1.0, "nothing holds it")


def stands(judged: Judgement[str]) -> bool:
    """Whether a story in print stays there though it would not be printed today: age and a freeze take nothing back."""
    return judged.why == FROZEN or judged.why.startswith(OLD)


def _foreign(may: list[Reading], settings: Settings) -> str:
    if in_languages(may, settings.site.languages):
        return ""
    return f"no telling in {', '.join(settings.site.languages)}, so no headline that readers understand"


def _too_old(may: list[Reading], settings: Settings, now: datetime) -> str:
    newest = max((r.article.when for r in may if r.article.when is not None), default=None)
    if newest is not None and newest >= now - timedelta(hours=settings.publish.max_age_hours):
        return ""
    return f"{OLD} {settings.publish.max_age_hours} hours when first seen"


def shown(story: Story, *, released: bool) -> Story:
    """The story with just the tellings that readers see: allowed, and held by nothing unless an editor released the story.

    What is not shown gives no headline, no sentence and no tag, and counts as no outlet.
    """
    seen = tuple(t for t in story.tellings if allowed(t.reading) and (released or not t.reading.hold))
    return replace(story, tellings=seen)


def unproven(story: Story) -> str:
    """Why nothing of a story's text is quoted: one origin alone makes an allegation against somebody; empty when none does.

    The headline and the link are the outlet's; a lead of ours below them would make it our allegation, too.
    """
    if story.origins > 1:
        return ""
    flags = (flag for telling in story.tellings for flag in telling.reading.sensitive or () if flag.value == ALLEGATION)
    first = next(flags, None)
    return f"{ALLEGATION}, from one origin: {first.why}" if first else ""


def mode(sections: tuple[Judgement[str], ...], settings: Settings) -> str:
    """`review` as soon as one of its sections asks for it, else what `publish.mode` says."""
    modes = {s.name: s.mode or settings.publish.mode for s in settings.section}
    asked = [modes.get(j.value, settings.publish.mode) for j in sections] or [settings.publish.mode]
    return "review" if "review" in asked else "automatic"


def allowed(reading: Reading) -> bool:
    """Whether its publisher's rights allow at least a link, and no reason of the desk's speaks against the article."""
    return reading.article.rights != "none" and not any(j.value == "never" for j in reading.hold or ())

"""May this story print now? The rules of printing unattended, with the reason in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from broadsheet.desk.filing import held, in_languages
from broadsheet.news import Judgement, Reading, Story
from broadsheet.settings import Settings

PRINT, HOLD = "printed", "held"


def verdict(story: Story, sections: tuple[Judgement[str], ...], settings: Settings, now: datetime) -> Judgement[str]:
    """`printed` or `held`, and why. An editor's word wins over it; a story printed once is not aged out."""
    may = [t.reading for t in story.tellings if allowed(t.reading)]
    if not may:
        return Judgement(HOLD, 1.0, "its publishers' rights allow no print")
    if why := held(story):
        return Judgement(HOLD, 1.0, why)
    if story.headline is None or not in_languages(may, settings.site.languages):
        return Judgement(HOLD, 1.0, f"no telling in {', '.join(settings.site.languages)} that can give its headline")
    if mode(sections, settings) == "review":
        return Judgement(HOLD, 1.0, "this section is printed after review")
    if settings.publish.frozen:
        return Judgement(HOLD, 1.0, "printing is frozen")
    limit = now - timedelta(hours=settings.publish.max_age_hours)
    newest = max((r.article.when for r in may if r.article.when is not None), default=None)
    if newest is None or newest < limit:
        return Judgement(HOLD, 1.0, f"older than {settings.publish.max_age_hours} hours when first seen")
    return Judgement(PRINT, 1.0, "nothing holds it")


def mode(sections: tuple[Judgement[str], ...], settings: Settings) -> str:
    """`review` as soon as one of its sections asks for it, else what `publish.mode` says."""
    modes = {s.name: s.mode or settings.publish.mode for s in settings.section}
    asked = [modes.get(j.value, settings.publish.mode) for j in sections] or [settings.publish.mode]
    return "review" if "review" in asked else "automatic"


def allowed(reading: Reading) -> bool:
    """Whether its publisher's rights allow at least a link, and no reason of the desk's speaks against the article."""
    return reading.article.rights != "none" and not any(j.value == "never" for j in reading.hold or ())

"""What is known of a publisher's pages, in words: the layouts and how they fared, what they leave out, what recurs."""

from __future__ import annotations

from broadsheet.wire import paths, templates
from broadsheet.wire.paths import Layout
from broadsheet.wire.templates import Design, Memory, Template


def told(memory: Memory) -> list[str]:
    """What is known of a publisher's pages, in sentences."""
    if not memory.pages:
        return ["No page of this publisher has been read yet."]
    known = templates.template(memory)
    said = [f"Version {memory.version}, learned from {memory.pages:,} {_pages(memory.pages)}."]
    layouts = {each.name: each for each in (*known.trusted, *known.tried)}
    for design in memory.designs:
        said += _told(design, layouts.get(design.name))
    said.append(_repeated(known))
    return said


def _told(design: Design, known: Layout | None) -> list[str]:
    tops = ", ".join(known.tops) if known else design.name
    said = [f"A layout whose text stands in {tops}: {_trust(design)}."]
    if known and known.cut:
        said.append(f"What is left out there: {', '.join(_last(path) for path in known.cut)}.")
    return said


def _trust(design: Design) -> str:
    read = f"seen whole on {design.pages:,} {_pages(design.pages)}, {design.read:,} read by it alone"
    checks = f"it agreed with the full extractor on {design.held:,} of {design.held + design.failed:,} checks"
    if design.credit >= templates.TRUSTED:
        return f"trusted, {checks}; {read}"
    if design.pages < templates.LEARNED:
        return f"being learned, {read}; tried after {templates.LEARNED}"
    return f"not trusted yet, {checks}; {read}"


def _repeated(known: Template) -> str:
    if not known.recurring:
        return f"Nothing recurs on its last {known.pages:,} {_pages(known.pages)}."
    one = len(known.recurring) == 1
    recur, are = ("1 block recurs", "is") if one else (f"{len(known.recurring):,} blocks recur", "are")
    return f"{recur} on its last {known.pages:,} pages and {are} left out of texts, unless as a standfirst."


def _last(path: str) -> str:
    return path.removesuffix(paths.LINK).rpartition(paths.STEP)[2] + (" that is all link" if path.endswith(paths.LINK) else "")


def _pages(many: int) -> str:
    return "page" if many == 1 else "pages"

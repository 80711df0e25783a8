"""What the blocks around say of each block, once each has been weighed by itself."""

from __future__ import annotations

from math import log

from broadsheet.wire.layout import HEADINGS, LEAVES, Layout

SECOND = (
    *("first", "before", "home", "nest", "above share", "inner", "heading leads", "near", "passed", "left", "shape share"),
)


def second(page: Layout, chances: list[float]) -> list[list[float]]:
    """A row of SECOND a block, from the chances that the first weighing gave."""
    many = len(chances)
    weights = [words * chance for words, chance in zip(page.sizes, chances, strict=True)]
    mass, text = [0.0] * len(page.boxes), [0.0] * len(page.boxes)
    shapes: dict[str, float] = {}
    for at, block in enumerate(page.blocks):
        mass[block.box] += weights[at]
        text[block.box] += page.sizes[at]
        shapes[page.shapes[at]] = shapes.get(page.shapes[at], 0.0) + weights[at]
    for at in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[at].parent
        mass[parent] += mass[at]
        text[parent] += text[at]
    total = mass[0] or 1.0
    deep = 0
    for at, box in enumerate(page.boxes):
        if mass[at] >= 0.6 * total and box.depth >= page.boxes[deep].depth:
            deep = at
    inside = [False] * len(page.boxes)
    for at, box in enumerate(page.boxes):
        inside[at] = at == deep or (at > 0 and inside[box.parent])
    gathered = 0.0
    rows: list[list[float]] = []
    for at, block in enumerate(page.blocks):
        home, tag = page.home[at], page.boxes[block.box].tag
        above = page.homes[page.boxes[home].parent]
        nest = page.boxes[block.box].parent if tag in LEAVES else block.box
        next_ = chances[at + 1] if at + 1 < many else 0.0
        rows.append(
            [
                _logit(chances[at]),
                _mean(chances, page.sizes, at - 3, at),
                mass[home] / (text[home] or 1.0),
                mass[nest] / (text[nest] or 1.0),
                mass[above] / total,
                float(inside[block.box]),
                next_ if tag in HEADINGS else 0.0,
                (chances[at - 1] if at else 0.0) * next_,
                float(gathered < 0.01 * total),
                float(gathered > 0.985 * total),
                shapes[page.shapes[at]] / total,
            ]
        )
        gathered += weights[at]
    return rows


def _mean(chances: list[float], sizes: list[float], start: int, end: int) -> float:
    start, end = max(0, start), min(len(chances), end)
    whole = sum(sizes[start:end])
    return sum(c * s for c, s in zip(chances[start:end], sizes[start:end], strict=True)) / whole if whole else 0.0


def _logit(chance: float) -> float:
    chance = min(0.995, max(0.005, chance))
    return log(chance / (1 - chance)) / 3

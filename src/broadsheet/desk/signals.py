"""In what are two articles alike? A handful of whole numbers a pair, in ten-thousandths, from which `decision` decides."""

from __future__ import annotations

LENGTH = 10_000  # of a likeness: a text beside itself
IN_TITLE = 2_000  # the title's part of it: best mean over all event sets of 2,000, 2,500, 3,000, 4,000

LIKE = 0  # cosine of their weighted terms, the title's a part of it
TOLD = 1  # how much of each one's headline the other tells, by weight, mean of both
OVER = 2  # how much of the shorter one's terms the other has, by weight
MEANS = 3  # cosine of their meanings
FIGURE = 4  # a third for each figure in common, up to three
NAMED = 5  # a third for each two words of a name in common, up to three
AGREE = 6  # they name a town or region in common
CLASH = 7  # both name towns or regions, and none in common
ABROAD = 8  # both name countries, and none in common
THEME = 9  # the heaviest word of many headlines of both, by its weight and its share of either's headlines
MANY = 10

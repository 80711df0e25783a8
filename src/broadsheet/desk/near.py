"""What stands near a group of words in the window, and how crowded it is there.

In a crowded neighbourhood (an election, a pandemic) every two articles are alike; what they share with the stories next to
theirs says nothing. So a likeness counts as far as it stands above the mean of the nearest others, on both sides
(cross-domain similarity local scaling, Conneau et al. 2018, over stories instead of words).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from broadsheet.desk.likeness import RIVALS, Group, margin, mean
from broadsheet.desk.stories import Stories, product

Pairs = list[tuple[int, int]]


@dataclass(slots=True)
class Scan:
    """The stories nearest to a group, by number, with their mean likeness."""

    group: Group
    means: dict[int, int] = field(default_factory=dict)

    def rivals(self, without: int) -> int:
        """The mean likeness of the nearest stories but one."""
        rest = sorted((value for number, value in self.means.items() if number != without), reverse=True)
        return sum(rest[:RIVALS]) // RIVALS

    def margin(self, stories: Stories, number: int) -> int:
        """How far above the bar the group is for one of these stories."""
        self.group.rivals = self.rivals(number)
        return margin(self.means[number], self.group, stories.by_number[number].group)


def scan(stories: Stories, pairs: Pairs, group: Group, without: int = -1) -> Scan:
    """What is near these keys and weights."""
    found = Scan(group)
    for number in stories.candidates(pairs, without):
        bundle = stories.by_number[number]
        one, sums = (pairs, bundle.sums) if len(pairs) <= len(bundle.sums) else (list(bundle.sums.items()), dict(pairs))
        found.means[number] = mean(product(one, sums), group, bundle.group)
    return found

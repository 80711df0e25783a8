"""The tags of the specimen edition: counts that are true, and no page that another one repeats."""

import re
from itertools import combinations

from tests.cli.running import Running

INDEXED = re.compile(r'<a href="/tag/([^/"]+)/">[^<]*</a> <span class="figure">(\d+)')
TOLD = re.compile(r'/story/([^/"]+)/')
CANONICAL = re.compile(r'<link rel="canonical" href="[^"]*(/tag/[^"]+)">')


def test_counts_are_true_and_no_two_pages_for_search_engines_list_the_same_stories(newsroom: Running) -> None:
    counts = dict(INDEXED.findall(newsroom.get("/tags/").text))
    assert len(counts) >= 10
    own = {}
    for slug, count in counts.items():
        head, main = newsroom.get(f"/tag/{slug}/").text.split("<main", 1)
        stories = set(TOLD.findall(main))
        assert len(stories) == int(count), slug
        if CANONICAL.findall(head) == [f"/tag/{slug}/"]:
            own[slug] = stories
    for (one, ones), (other, others) in combinations(own.items(), 2):
        assert len(ones & others) < 0.9 * max(len(ones), len(others)), (one, other)

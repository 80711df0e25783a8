"""Which domain did somebody register: the last label before the public suffix, with it.

Works from a short list of second-level labels (tools/catalogue.toml), not the Public Suffix List: enough for the hosts of news
feeds, wrong for cities' and provinces' suffixes that are not in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def registrable(host: str, second: Mapping[str, Sequence[str]], apart: Sequence[str]) -> str:
    """`www.news.example.co.uk` -> `example.co.uk`; a host below one that stands apart keeps it."""
    labels = host.lower().rstrip(".").split(".")
    for start in range(len(labels)):
        if ".".join(labels[start:]) in apart:
            return ".".join(labels[start:])
    if len(labels) < 3:
        return ".".join(labels)
    country, level = labels[-1], labels[-2]
    deep = len(country) == 2 and (level in second["everywhere"] or level in second.get(country, ()))
    return ".".join(labels[-3 if deep else -2 :])


def label(domain: str) -> str:
    """The name in a registrable domain: `example` of `example.co.uk`."""
    return domain.split(".", maxsplit=1)[0]


def under(host: str, domains: Sequence[str]) -> bool:
    """Whether a host is one of the domains or below one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))

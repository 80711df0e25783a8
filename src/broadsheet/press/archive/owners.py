"""Who owns the publishers of the archive, so that the papers of one owner count once."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.press.archive.models import Publisher
from broadsheet.wire.catalogue import owner_of


def owners(slugs: Iterable[str]) -> dict[str, str]:
    """Owner by slug: what the desk's own list says, else the catalogue; without those whose owner nobody knows."""
    rows = Publisher.objects.filter(slug__in=set(slugs)).values_list("slug", "owner")
    known = ((slug, owner or owner_of(slug)) for slug, owner in rows)
    return {slug: owner for slug, owner in known if owner}

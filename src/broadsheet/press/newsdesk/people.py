"""Who may work at the desk: the group of editors, and the first of them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

GROUP = "Editors"
FIRST = "editor"
MAY = {
    "archive": (
        "view_story", "change_story", "view_article", "view_publisher", "change_publisher", "view_feed", "add_feed",
        "change_feed", "view_section", "add_section", "change_section", "view_setting", "change_setting",
        "view_letter", "add_letter", "change_letter", "view_optout", "change_optout", "view_ruling",
    ),
    "wagtailadmin": ("access_admin",),
}  # fmt: skip
# Syllables that are read aloud without a doubt: twelve of seventy give 73 bits.
ONSETS, VOWELS = "bdfgklmnprstvz", "aeiou"
GROUPS, SYLLABLES = 4, 3


def editors_after_migrate(sender: Any, **_: Any) -> None:
    """Django's signal: see that the group is there."""
    del sender
    editors_group()


def editors_group() -> Group:
    """The group of editors with its permissions; those it was given besides stay."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = Q(pk__in=())
    for app, names in MAY.items():
        wanted |= Q(content_type__app_label=app, codename__in=names)
    group.permissions.add(*Permission.objects.filter(wanted))
    return group


def first_editor(now: datetime) -> tuple[str, str] | None:
    """Create the first editor, who may do everything; name and password, shown once. None when somebody is there already."""
    people = get_user_model()
    with transaction.atomic():
        if people.objects.exists():
            return None
        password = readable_password()
        people.objects.create_superuser(FIRST, password=password, date_joined=now)
    return FIRST, password


def readable_password() -> str:
    """A random password that can be read over a telephone, such as `rivatu-mekolo-bazine-tolupi`."""
    return "-".join("".join(_syllable() for _ in range(SYLLABLES)) for _ in range(GROUPS))


def _syllable() -> str:
    return secrets.choice(ONSETS) + secrets.choice(VOWELS)

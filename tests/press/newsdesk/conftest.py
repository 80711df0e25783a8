"""Who comes to the desk."""

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.newsdesk.people import editors_group


@pytest.fixture
def editor(client, db):
    """A browser in which an editor, who is no superuser, is logged in."""
    user = get_user_model().objects.create_user("ada", password="a-long-password")
    user.groups.add(editors_group())
    client.force_login(user)
    return client


@pytest.fixture
def owner(client, db):
    """A browser in which the first editor, who may do everything, is logged in."""
    user = get_user_model().objects.create_superuser("editor", password="a-long-password")
    client.force_login(user)
    return client

"""How Django names the news desk, and what it sets up after a migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsdeskConfig(AppConfig):
    """The editors' desk."""

    name = "broadsheet.press.newsdesk"
    label = "newsdesk"
    verbose_name = "News desk"

    def ready(self) -> None:
        """Give the group of editors its permissions whenever the tables have changed."""
        from broadsheet.press.newsdesk.people import editors_after_migrate

        post_migrate.connect(editors_after_migrate, sender=self)

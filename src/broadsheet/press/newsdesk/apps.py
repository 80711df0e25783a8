"""How Django names the news desk, and what it sets up after a migration."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class NewsdeskConfig(AppConfig):
    """The editors' desk."""

    name = "broadsheet.press.newsdesk"
    label = "newsdesk"
    verbose_name = "News desk"

    def ready(self) -> None:
        """Give the group of editors its permissions whenever the tables have changed."""
        from broadsheet.press.newsdesk.people import editors_after_migrate

        # Django sends the signal only for apps with models, and writes the archive's permissions before it comes to this one.
        post_migrate.connect(editors_after_migrate, sender=apps.get_app_config("wagtailadmin"))

"""How Django names the archive."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive's tables."""

    name = "broadsheet.press.archive"
    label = "archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

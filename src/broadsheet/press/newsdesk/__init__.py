"""The news desk: what editors see, in Wagtail's admin."""

"""How the desk lists rows: pages without an unbounded count, columns from a template, and who may do what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

MOST_COUNTED = 2_000  # a count of as many rows of an index takes a millisecond; who wants more pages filters or searches


def at_most(rows: QuerySet[Any], most: int = MOST_COUNTED) -> int:
    """How many rows there are, counted up to one more than `most`."""
    return rows.order_by()[: most + 1].count()


def in_words(counted: int, most: int = MOST_COUNTED) -> str:
    """A count as it is read: a number, or that there are more."""
    return f"more than {most:,}" if counted > most else f"{counted:,}"


class BoundedPaginator(WagtailPaginator):
    """Pages over the first rows, so that no list counts a whole table."""

    @cached_property
    def counted(self) -> int:
        """The rows, up to one more than are paged."""
        return at_most(self.object_list)

    @cached_property
    def count(self) -> int:
        """The rows that are paged."""
        return min(self.counted, MOST_COUNTED)

    @cached_property
    def items_count_label(self) -> str:
        """What stands beside the page numbers."""
        name = self.verbose_name if self.counted == 1 else self.verbose_name_plural
        return f"{in_words(self.counted)} {name}"


class Cell(Column):
    """A column whose cell is a template of ours; it is given `instance` and `value`."""

    def __init__(self, name: str, template: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.cell_template_name = f"newsdesk/cells/{template}.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the token that a form in a cell needs."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["csrf_token"] = get_token(context["request"])
        return context


class Title(TitleColumn):
    """The column that leads to a row's own page."""

    def __init__(self, name: str, url_name: str, template: str = "", **options: Any) -> None:
        super().__init__(name, url_name=url_name, get_title_id=_title_id, **options)
        if template:
            self.cell_template_name = f"newsdesk/cells/{template}.html"


def _title_id(row: Any) -> str:
    return f"{type(row).__name__.lower()}_{row.pk}_title"


class Policy(ModelPermissionPolicy):
    """Django's permissions of a model, less what nobody does at the desk, not even who may do everything."""

    def __init__(self, model: Any, never: frozenset[str]) -> None:
        super().__init__(model)
        self.never = never

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the user may."""
        return action not in self.never and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether the user may do one of these."""
        return any(self.user_has_permission(user, action) for action in actions)


class IndexView(generic.IndexView):
    """A list."""

    paginator_class = BoundedPaginator
    show_other_searches = False


class EditView(generic.EditView):
    """A form; who may only look is refused here and has the list."""

    def get_usage_url(self) -> None:
        """Nobody counts what refers to a row of the archive."""
        return


class DeskViewSet(ModelViewSet):
    """A table of the archive at the desk: no copying, no deleting, nothing in Wagtail's reference index."""

    never = frozenset({"delete"})
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = IndexView
    edit_view_class = EditView
    list_per_page = 30
    views: tuple[str, ...] = ("index", "index_results", "edit", "history", "history_results")

    @property
    def permission_policy(self) -> Policy:
        """Who may do what."""
        return Policy(self.model, self.never)

    def get_common_view_kwargs(self, **options: Any) -> dict[str, Any]:
        """Without addresses of views that are not there."""
        given: dict[str, Any] = super().get_common_view_kwargs(**options)
        unused = {
            f"{name}_url_name" for name in ("add", "edit", "delete", "usage", "history", "inspect") if name not in self.views
        }
        return given | dict.fromkeys(unused)

    def get_urlpatterns(self) -> list[Any]:
        """Only the views that the desk has."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.views]

"""Ways from one row to another, so that a message can be followed through the house."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.utils import label_for_field, quote
from django.db.models import ForeignKey, Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from liora.admin.empty import NOTHING

Column = Callable[[Any, Any], SafeString | str]


def change_url(obj: Model) -> str:
    return reverse(
        f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[quote(obj.pk)]
    )


def list_url(model: type[Model], **lookups: Any) -> str:
    """Return the address of a model's list, held to the rows that match `lookups`."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(lookups)}" if lookups else address


def linked(path: str, description: Any) -> Column:
    """Return a column that shows the row at the end of `path` ("convo__contact") as a link.

    The list must select the relations of the path, or each row costs a query.
    """

    @admin.display(description=description, ordering=path)
    def column(_page: Any, obj: Any) -> SafeString | str:
        target: Any = obj
        for step in path.split("__"):
            target = getattr(target, step, None)
        if target is None:
            return NOTHING
        return format_html('<a href="{}">{}</a>', change_url(target), target)

    return column


def outside_link(field: str, description: Any) -> Column:
    """Return a column with a stored address, as a link only if it opens a web page.

    The address came with a catalog: `javascript:` in it would run as the operator.
    """

    @admin.display(description=description)
    def column(_page: Any, obj: Any) -> SafeString | str:
        address = getattr(obj, field)
        if not _is_web(address):
            return address or NOTHING
        return format_html(
            '<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>', address
        )

    return column


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return False


def links_to_rows_of(obj: Model, *, site: AdminSite) -> Iterator[tuple[str, str]]:
    """Yield the address and name of each list of rows that point at `obj`.

    Found in the registered pages, so a lower app need not know the higher.
    """
    for model in sorted(site._registry, key=_plural):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is type(obj):
                yield list_url(model, **{_lookup(field): obj.pk}), _plural(model)
        yield from _by_value(obj, model, site=site)


def _by_value(obj: Model, model: type[Model], *, site: AdminSite) -> Iterator[tuple[str, str]]:
    points_at = getattr(site._registry[model], "points_at", {})
    field, theirs = points_at.get(obj._meta.label, ("", ""))
    value = theirs and getattr(obj, theirs)
    if value:
        name = label_for_field(field, model)
        yield list_url(model, **{field: value}), f"{_plural(model)} ({name})"


def _lookup(field: "ForeignKey[Any, Any]") -> str:
    return f"{field.name}__{field.target_field.name}__exact"


def _plural(model: type[Model]) -> str:
    return str(capfirst(model._meta.verbose_name_plural))

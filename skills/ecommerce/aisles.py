"""The list of categories, and how a category is named in a reply id."""

from hashlib import blake2s

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.browse import Category
from skills.display import plain
from skills.ecommerce.shop import PAGE, Shop
from skills.replies import reply_id
from whatsapp.graph.limits import ROW_DESCRIPTION, ROW_TITLE, ROWS_IN_TOTAL
from whatsapp.graph.messages import ListMenu, Row, Section


def name_of(category: str, limit: int) -> str:
    return plain(category, limit) or _("Otros")


def category_id(category: str, offset: int = 0) -> str:
    """Return the reply id of a page of a category: names may be longer than an id."""
    return reply_id("ecommerce", "categoria", category_args(category, offset))


def category_args(category: str, offset: int = 0) -> str:
    return f"{offset}:{_digest(category)}"


def category_of(shop: Shop, digest: str) -> str | None:
    """Return the name behind a reply id; None if the catalog no longer has that category."""
    names = (category.name for category in shop.categories())
    return next((name for name in names if _digest(name) == digest), None)


def category_list(categories: tuple[Category, ...], *, body: str, offset: int = 0) -> ListMenu:
    """List categories from `offset` on. Raises MessageLimitError if there are none."""
    shown = categories[offset : offset + ROWS_IN_TOTAL]
    rows = tuple(_row(category) for category in shown)
    if (following := next_categories(categories, offset)) is not None:
        more = Row(reply_id("ecommerce", "catalogo", str(following)), _("Ver más"))
        rows = (*rows[:PAGE], more)
    return ListMenu(body, _("Ver categorías"), (Section(_("Categorías"), rows),))


def next_categories(categories: tuple[Category, ...], offset: int) -> int | None:
    """Return where the next page of categories begins; None on the last one."""
    return offset + PAGE if len(categories) - offset > ROWS_IN_TOTAL else None


def _row(category: Category) -> Row:
    count = ngettext("%d producto", "%d productos", category.count) % category.count
    return Row(
        category_id(category.name),
        name_of(category.name, ROW_TITLE),
        plain(count, ROW_DESCRIPTION),
    )


def _digest(category: str) -> str:
    return blake2s(category.encode("utf-8", "replace"), digest_size=6).hexdigest()

"""Shopify's product export: several lines per product, of which only the first has its name.

Source: Shopify Help Center, "Using CSV files to import and export products". Lines of one handle
are its variants and its further pictures; a picture's line has no price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.files.columns import Mapped
from catalog.files.quantities import SOME
from catalog.files.tables import Row
from catalog.files.trouble import RowError
from catalog.words import plain_words

HANDLES = ("handle", "url handle")
OPTIONS = ("option1 value", "option2 value", "option3 value")
# What the name of an option's value is when there is nothing to choose.
NOTHING_TO_CHOOSE = "default title"
CARRIED = ("title", "description", "category", "brand", "url", "image_url")
HIDDEN = {"draft", "archived", "unlisted"}
TRACKERS = ("variant inventory tracker", "inventory tracker")
POLICIES = ("variant inventory policy", "continue selling when out of stock")
SELLS_ON = {"continue"}
PUBLISHED = ("published", "published on online store")


@dataclass(frozen=True, slots=True)
class Places:
    handle: int
    options: tuple[int, ...]
    status: int | None
    published: int | None
    tracker: int | None
    policy: int | None


def places_in(header: Sequence[str]) -> Places | None:
    """Return where a Shopify export keeps what is its own; None for any other file."""
    by_name = {plain_words(name): place for place, name in enumerate(header)}
    handle = next((by_name[name] for name in HANDLES if name in by_name), None)
    if handle is None or "option1 value" not in by_name:
        return None
    options = tuple(by_name[name] for name in OPTIONS if name in by_name)

    def first(names: Sequence[str]) -> int | None:
        return next((by_name[name] for name in names if name in by_name), None)

    return Places(
        handle, options, first(("status",)), first(PUBLISHED), first(TRACKERS), first(POLICIES)
    )


def variants(
    rows: Iterator[Row | RowError], mapped: Mapped, places: Places
) -> Iterator[Row | RowError]:
    """Yield one whole row per variant on sale; pictures and hidden products are left out."""
    carried = [mapped.places[name] for name in CARRIED if name in mapped.places]
    head: list[str] = []
    for row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        line, cells = row
        if not head or cells[places.handle] != head[places.handle] or cells[mapped.places["title"]]:
            head = cells
        if not cells[mapped.places["price"]].strip() or _is_hidden(head, places):
            continue
        whole = list(cells)
        for place in carried:
            whole[place] = cells[place] or head[place]
        if "stock" in mapped.places and _is_uncounted(cells, places):
            whole[mapped.places["stock"]] = str(SOME)
        yield line, _named(whole, mapped, places)


def _is_hidden(head: Sequence[str], places: Places) -> bool:
    status = head[places.status].strip().lower() if places.status is not None else ""
    published = head[places.published].strip().lower() if places.published is not None else ""
    return status in HIDDEN or published == "false"


def _is_uncounted(cells: Sequence[str], places: Places) -> bool:
    """Tell whether a variant sells whatever its count says: nobody counts it, or it sells on."""
    untracked = places.tracker is not None and not cells[places.tracker].strip()
    policy = cells[places.policy].strip().lower() if places.policy is not None else ""
    return untracked or policy in SELLS_ON


def _named(cells: list[str], mapped: Mapped, places: Places) -> list[str]:
    """Tell variants apart by title, and by SKU where the shop gave them none."""
    options = [cells[place].strip() for place in places.options]
    chosen = [value for value in options if value and value.lower() != NOTHING_TO_CHOOSE]
    title, sku = mapped.places["title"], mapped.places["sku"]
    if chosen:
        cells[title] = f"{cells[title]} – {' / '.join(chosen)}"
    # A quote keeps leading zeros in a spreadsheet (Shopify's own advice for Variant SKU).
    cells[sku] = cells[sku].strip().lstrip("'") or "-".join([cells[places.handle], *chosen])[:100]
    return cells

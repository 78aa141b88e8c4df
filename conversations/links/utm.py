"""Campaign parameters, by which a shop's own analytics sees where a visitor came from.

Source of the names: Google Analytics, "URL builders: collect campaign data with custom URLs".
"""

from collections.abc import Mapping
from urllib.parse import quote, unquote_plus, urlencode, urlsplit

from liora.ops.web_address import plain


def append_utm(url: str, utm: Mapping[str, str]) -> str:
    """Return an address with these parameters, in place of its own of the same names.

    The rest of its query stays as it is written, and so does its fragment; a parameter without a
    value is left out. Raises ValueError for what is no address.
    """
    parts = urlsplit(plain(url))
    given = {name: value for name, value in utm.items() if value}
    names = {name.casefold() for name in given}
    kept = [piece for piece in parts.query.split("&") if piece and _name(piece) not in names]
    added = [urlencode(given, quote_via=quote, errors="replace")] if given else []
    return parts._replace(query="&".join([*kept, *added])).geturl()


def _name(piece: str) -> str:
    return unquote_plus(piece.partition("=")[0]).casefold()


def utm_of(*, slug: str, skill: str, intent: str, sku: str, version: int | None) -> dict[str, str]:
    """Return the parameters of a link in a chat.

    `utm_campaign` is the Cliente, `utm_content` the skill and intent, `utm_term` the product and
    `utm_id` the version of the catalog.
    """
    content = intent if intent.startswith(f"{skill}.") else f"{skill}.{intent}".strip(".")
    values = {
        "utm_source": "whatsapp",
        "utm_medium": "chat",
        "utm_campaign": slug,
        "utm_content": content,
        "utm_term": sku,
        "utm_id": "" if version is None else f"v{version}",
    }
    return {name: "".join(filter(str.isprintable, value)) for name, value in values.items()}

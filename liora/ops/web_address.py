"""Whether a web address may be put before a customer: what is wrong with it, in one place.

Pure and quick, for catalogs of a million rows: an ordinary `https` address takes one look of a
regular expression. Nothing is resolved or called. `liora.ops.public_url` judges addresses that
our own servers call.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna
from django.utils.translation import gettext_lazy as _

from liora.ops.public_url import INNER_NAMES

LONGEST = 2000

# A plain name that ends in letters, so never an IP address, and no percent sign after it. All in
# one go: this is what nearly every address of a catalog looks like.
ORDINARY = re.compile(
    r"https?://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
    r"(?:[/?#][!#-$&-;=?-\[\]_a-z~]*)?",
    re.IGNORECASE | re.ASCII,
)
NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
# Beside what cannot be printed: `<>"` and the backslash have no place in an address (RFC 3986).
UNSAFE = re.compile(r'[ \\<>"]')
# A control character behind one percent sign, or a character that changes the address behind two.
DISGUISED = re.compile(
    r"%(?:[01][0-9a-f]|7f)|%(?:25)+(?:[01][0-9a-f]|2[ef]|3a|40|5c|7f)", re.IGNORECASE
)
PERCENT = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
KEPT = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an address is refused: a code that never changes and a sentence for its owner."""

    code: str
    reason: Any


TOO_LONG = Problem("url_larga", _("La dirección pasa de 2000 caracteres."))
NOT_WEB = Problem("url_sin_http", _("La dirección debe empezar con https:// o http://."))
ODD_CHARACTERS = Problem(
    "url_caracteres", _("La dirección lleva espacios o caracteres que no pueden ir ahí.")
)
DISGUISE = Problem("url_disfrazada", _("La dirección esconde caracteres con códigos %."))
CREDENTIALS = Problem(
    "url_con_credenciales", _("La dirección no puede llevar usuario ni contraseña.")
)
UNREADABLE = Problem("url_ilegible", _("La dirección no se entiende."))
NO_NAME = Problem(
    "url_sin_nombre", _("La dirección debe llevar el nombre de un sitio, no un número.")
)
INNER = Problem("url_privada", _("La dirección es de una red privada: tiene que ser pública."))


def problem_with(url: str, *, own: str = "") -> Problem | None:
    """Return what is wrong with an address; None when customers may be sent there.

    An address under the origin `own`, such as `http://127.0.0.1:8000`, may have any host: the
    sample shop of a developer's machine.
    """
    if len(url) > LONGEST:
        return TOO_LONG
    plain = ORDINARY.fullmatch(url)
    if plain:
        return INNER if plain[1].lower().endswith(INNER_NAMES) else None
    return _problem(url, own)


def host_of(url: str) -> str:
    """Return the host of an address as DNS spells it (`xn--…`), in small letters.

    Raises ValueError where `problem_with` finds something.
    """
    plain = ORDINARY.fullmatch(url)
    return plain[1].lower() if plain else _dns_name(urlsplit(url).hostname or "")


def plain(url: str) -> str:
    """Return an address that `problem_with` lets pass in the letters of RFC 3986 alone."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    host = _dns_name(parts.hostname or "")
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    rest = (quote(part, safe=KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, *rest))


def _problem(url: str, own: str) -> Problem | None:
    if not url.isprintable() or UNSAFE.search(url):
        return ODD_CHARACTERS
    if not re.match(r"https?://[^/?#]", url, re.IGNORECASE):
        return NOT_WEB
    if DISGUISED.search(url):
        return DISGUISE
    try:
        return _problem_of_parts(urlsplit(url), own)
    except ValueError:
        return UNREADABLE


def _problem_of_parts(parts: SplitResult, own: str) -> Problem | None:
    if "@" in parts.netloc:
        return CREDENTIALS
    if "%" in parts.netloc or parts.port == 0 or PERCENT.search("".join(parts[2:])):
        return UNREADABLE
    if own and f"{parts.scheme}://{parts.netloc}" == own:
        return None
    return _problem_of_host(parts.hostname or "")


def _problem_of_host(host: str) -> Problem | None:
    if ":" in host or _is_number(host):
        return NO_NAME
    name = _dns_name(host)
    if _is_number(name):
        return NO_NAME
    if f".{name}".endswith(INNER_NAMES) or "." not in name:
        return INNER
    return None if NAME.fullmatch(name) else UNREADABLE


def _is_number(host: str) -> bool:
    """Tell whether the last label makes a browser read it as an IPv4 address (WHATWG URL, 4.4)."""
    last = host.removesuffix(".").rpartition(".")[2]
    return bool(re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last, re.IGNORECASE))


def _dns_name(host: str) -> str:
    """Raises ValueError, of which IDNAError is one, for what cannot be a name."""
    if not host or host.startswith(".") or ".." in host:
        raise ValueError(host)
    bare = host.removesuffix(".")
    if bare.isascii() and "xn--" not in bare.lower():
        return bare.lower()
    return idna.encode(bare, uts46=True).decode("ascii").lower()

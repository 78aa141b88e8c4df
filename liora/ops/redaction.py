"""Taking secrets and people's numbers out of a text before anyone may read it."""

import re
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings

HIDDEN = "•••"

# Secrets nobody named: a bearer header, Meta's tokens, JSON Web Tokens, what we encrypt with
# Fernet, a catalog's publish secret, a token in a query string or in a mailed link.
SHAPES = re.compile(
    r"""(?P<label>
        Bearer\s+
        | (?:access_|refresh_|verify_)?token["']?\s*[=:]\s*["']?
        | /cuenta/(?:invitacion|clave)/
    )[^\s"'&,}/]+
    | \bEAA[A-Za-z0-9]{16,}
    | \beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]+
    | \bgAAAA[A-Za-z0-9_=-]{20,}
    | \blps_[A-Za-z0-9_-]{8,}
    """,
    re.IGNORECASE | re.VERBOSE,
)
SECRET_NAMES = re.compile(
    r"token|secret|clave|passw|contrase|credencial|credential|authorization|cookie|signature"
    r"|refresh|api[_-]?key|private|otp|codigo",
    re.IGNORECASE,
)
# As WhatsApp writes a phone: digits, ten to fifteen of them (ITU-T E.164), standing alone.
PHONE = re.compile(r"(?<![\w.-])\+?\d{6,11}(\d{4})(?![\w.-])")
SHORTEST_HALF = 8


def smells_of_secret(name: str) -> bool:
    """Tell whether what goes by this name may be a secret."""
    return SECRET_NAMES.search(name) is not None


def redact(text: str, *secrets: str) -> str:
    """Hide each of `secrets`, as is or URL-quoted, and everything that looks like one."""
    spellings = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
    # Longest first, so that a secret that begins with another leaves no tail behind.
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, HIDDEN)
    return SHAPES.sub(lambda match: f"{match['label'] or ''}{HIDDEN}", text)


def for_the_log(text: str) -> str:
    """Hide our own secrets too, whole or by halves, and all but four digits of a phone."""
    return PHONE.sub(rf"{HIDDEN}\1", redact(text, *_ours(_configured())))


def _configured() -> tuple[str, ...]:
    one_by_one = (
        settings.SECRET_KEY,
        settings.WABA_VERIFY_TOKEN,
        settings.META_ACCESS_TOKEN,
        str(settings.DATABASES["default"].get("PASSWORD") or ""),
    )
    lists = (settings.JWT_SECRETS, settings.ENCRYPTION_KEYS, settings.META_APP_SECRETS)
    return (*one_by_one, *(secret for secrets in lists for secret in secrets))


@lru_cache(8)
def _ours(secrets: tuple[str, ...]) -> frozenset[str]:
    """Return secrets and their halves; words short enough to occur by chance are left alone."""
    halves = (
        part
        for secret in secrets
        for part in (secret, secret[: len(secret) // 2], secret[len(secret) // 2 :])
    )
    return frozenset(part for part in halves if len(part) >= SHORTEST_HALF)

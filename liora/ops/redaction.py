"""Taking secrets and people's numbers out of a text before anyone may read it."""

import re
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings

HIDDEN = "•••"

SMELL = (
    r"token|secret|clave|passw|contrase|credencial|credential|authorization|cookie|signature"
    r"|refresh|access|api[_-]?key|private|otp|c[oó]digo"
)
# Secrets nobody named: a header, Meta's tokens, JSON Web Tokens, what we encrypt with Fernet, a
# publish or webhook secret, a database's password, what a query string, a mapping or a mailed link
# calls a secret.
SHAPES = re.compile(
    rf"""(?P<label>
        Bearer\s+
        | Authorization["']?\s*[=:]\s*["']?(?:(?:Basic|Bearer|Token)\s+)?
        | (?:{SMELL})[\w-]{{0,20}}(?:=|["']\s*:\s*)["']?
        | (?:access_|refresh_|verify_)?token["']?\s*[=:]\s*["']?
    )[^\s"'&,}}]+
    | (?P<link>/cuenta/(?:invitacion|clave)/)[^\s"'&,}}/]+
    | (?P<login>://[^\s:/@]{{0,64}}:)\S{{1,256}}(?=@)
    | \bEAA[A-Za-z0-9]{{16,}}
    | \beyJ[A-Za-z0-9_-]{{8,}}\.[A-Za-z0-9_.-]+
    | \bgAAAA[A-Za-z0-9_=-]{{20,}}
    | \bl[ph]s_[A-Za-z0-9_-]{{8,}}
    """,
    re.IGNORECASE | re.VERBOSE,
)
SECRET_NAMES = re.compile(SMELL, re.IGNORECASE)
# As WhatsApp writes a phone: ten to fifteen digits (ITU-T E.164) in a row, which are neither part
# of a decimal number nor the last group of a UUID.
PHONE = re.compile(
    r"(?<![A-Za-z\d])(?<!\d\.)(?<![0-9a-f]{4}-)\+?\d{6,11}(\d{4})(?![A-Za-z\d]|\.\d)"
)
# As people write one: a plus sign, and groups of digits.
SPACED_PHONE = re.compile(r"\+\d{1,3}(?:[ ().-]{1,3}\d{1,7}){1,6}(?!\d)")
SHORTEST_PHONE = 10
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
    return SHAPES.sub(
        lambda match: f"{match[match.lastgroup] if match.lastgroup else ''}{HIDDEN}", text
    )


def for_the_log(text: str) -> str:
    """Hide our own secrets too, whole or by halves, and all but four digits of a phone."""
    text = SPACED_PHONE.sub(_last_four, redact(text, *_ours(_configured())))
    return PHONE.sub(rf"{HIDDEN}\1", text)


def _last_four(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return f"{HIDDEN}{digits[-4:]}" if len(digits) >= SHORTEST_PHONE else match[0]


def _configured() -> tuple[str, ...]:
    one_by_one = (
        settings.SECRET_KEY,
        settings.WABA_VERIFY_TOKEN,
        settings.META_ACCESS_TOKEN,
        settings.BITLY_TOKEN,
        str(settings.DATABASES["default"].get("PASSWORD") or ""),
        settings.EMAIL_HOST_PASSWORD or "",
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

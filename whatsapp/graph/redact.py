"""Takes secrets out of a text before anyone may read it."""

import re
from urllib.parse import quote

HIDDEN = "•••"

# Tokens nobody named: a bearer header, Meta's access tokens, a token in a query string.
TOKEN_SHAPES = re.compile(
    r"(?P<label>Bearer\s+|access_token[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,}]+|\bEAA[A-Za-z0-9]{16,}",
    re.IGNORECASE,
)


def redact(text: str, *secrets: str) -> str:
    """`text` with each of `secrets`, as is or URL-quoted, and all that looks a token, hidden."""
    spellings = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
    # Longest first, so that a secret that begins with another leaves no tail behind.
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, HIDDEN)
    return TOKEN_SHAPES.sub(lambda match: f"{match['label'] or ''}{HIDDEN}", text)

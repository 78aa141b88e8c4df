"""The codes of short links: they tell nothing, and nobody guesses one."""

import re
import secrets

from django.conf import settings

# 96 random bits in 16 letters.
BYTES = 12
CODE = re.compile(r"[A-Za-z0-9_-]{16}")


def new_code() -> str:
    return secrets.token_urlsafe(BYTES)


def is_code(text: str) -> bool:
    return bool(CODE.fullmatch(text))


def address_of(code: str) -> str:
    """Return where a code is opened."""
    return f"{settings.PUBLIC_URL}/l/{code}"

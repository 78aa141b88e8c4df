"""The signature of a webhook of ours: `HMAC-SHA256(secret, timestamp + "." + body)`."""

import hmac
from collections.abc import Sequence

PREFIX = "sha256="


def signature_of(timestamp: int, body: bytes, secrets: Sequence[str]) -> str:
    """Return the signatures with every secret in force, the newest first, between commas.

    While a secret is being rotated a receiver finds the one that it can check.
    """
    said = str(timestamp).encode() + b"." + body
    digests = (hmac.new(secret.encode(), said, "sha256").hexdigest() for secret in secrets)
    return ", ".join(f"{PREFIX}{digest}" for digest in digests)

"""Whether a webhook was signed by Meta: HMAC-SHA256 over the raw bytes of the body.

Source: Graph API, webhooks, "Validating payloads": header `X-Hub-Signature-256: sha256=<hex>`,
key the secret of the app that owns the subscription.
"""

import hashlib
import hmac
from collections.abc import Sequence

PREFIX = "sha256="


def sign(body: bytes, secret: str) -> str:
    """Return the header value Meta would send for these bytes."""
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, header: str, secrets: Sequence[str]) -> bool:
    """Tell whether any of the secrets made this header; False while there is no secret.

    Every secret is tried whatever the others said, so that time tells nothing.
    """
    given = header.encode("utf-8", "replace")
    verdicts = [
        hmac.compare_digest(given, sign(body, secret).encode()) for secret in secrets if secret
    ]
    return any(verdicts)

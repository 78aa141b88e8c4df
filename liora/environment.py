"""Reading the environment: databases, and the secrets production refuses to start without."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

MINIMUM_SECRET_LENGTH = 32
WEAK_WORDS = (
    "changeme",
    "insecure",
    "secret",
    "password",
    "mock",
    "demo",
    "desarrollo",
)

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing half way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    # FULL: an acknowledged webhook must survive a power cut, not only a killed process.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}

POSTGRES_OPTIONS = {
    "application_name": "liora",
    "connect_timeout": 5,
    # Statements of a fixed text are planned once per connection, which saved PostgreSQL a third of
    # its work. It needs sessions: connect straight, or through a pooler that keeps them.
    "server_side_binding": True,
    "prepare_threshold": 5,
}


def database(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings for a parsed DATABASE_URL.

    Connections are kept open: opening one per request made intake eleven times slower.
    """
    sqlite = parsed["ENGINE"].endswith("sqlite3")
    options = SQLITE_OPTIONS if sqlite else POSTGRES_OPTIONS
    return {
        **parsed,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": not sqlite,
        "OPTIONS": {**options, **parsed.get("OPTIONS", {})},
    }


def is_weak(secret: str) -> bool:
    """Tell whether a secret is too short or made of a word everybody tries first."""
    lowered = secret.lower()
    return len(secret) < MINIMUM_SECRET_LENGTH or any(
        word in lowered for word in WEAK_WORDS
    )


def refuse_unsafe(
    *, secrets: dict[str, list[str]], debug: bool, hosts: list[str]
) -> None:
    """Raise ImproperlyConfigured naming every variable unfit for production, never its value."""
    unfit = [
        name
        for name, values in secrets.items()
        if not values or any(is_weak(value) for value in values)
    ]
    if debug:
        unfit.append("DEBUG")
    if not hosts or "*" in hosts:
        unfit.append("ALLOWED_HOSTS")
    if unfit:
        raise ImproperlyConfigured(
            "Liora no arranca en producción: faltan o son débiles "
            + ", ".join(sorted(unfit))
        )

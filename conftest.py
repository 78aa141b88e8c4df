"""Fixtures of the whole suite."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from liora.ops import public_address

pytest_plugins = ["conversations.tests.road", "liora.tests.flushing"]

PUBLIC = "93.184.216.34"
ASK_FOR_THE_DATABASE = frozenset({"db", "transactional_db", "live_server"})
# Every page and every route, each in the same few ways: what they ask has tests of its own.
ABOVE_THE_DATABASE = (
    "liora/tests/test_admin_pages",
    "liora/tests/test_admin_readonly",
    "liora/tests/test_api_description",
    "liora/tests/test_route_table",
)
# Real processes at work on the run's own database, where one database's run is not enough.
ON_BOTH = ("liora/tests/test_torture", "liora/tests/test_hundred_copies")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_configure() -> None:
    # What makes a password slow to guess makes every test that signs somebody in slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Make the SQLite test database a file: in memory, Django's default, has no WAL, no peers."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default["TEST"]["NAME"] = str(Path(default["NAME"]).with_name("test.sqlite3"))


@pytest.fixture(autouse=True)
def resolved(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Stand for DNS, which no test may ask; return what it says of names other than PUBLIC."""
    names: dict[str, list[str]] = {}
    monkeypatch.setattr(public_address, "ask", lambda name, _s: names.get(name, [PUBLIC]))
    return names


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """Return the DATABASE_URL with which another process reaches this test's own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the system's Chromium; tests that use it carry `@pytest.mark.browser`."""
    return find_chromium() or pytest.fail("mark this test with @pytest.mark.browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of one database's run what the other one's shows for both; `--whole` does not.

    What takes seconds comes first: at the end one process would work on while the others rest.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if config.getoption("whole"):
        return
    needed = needs_sqlite if config.getoption("db") == "sqlite" else needs_postgresql
    left_out = [item for item in items if not needed(item)]
    items[:] = [item for item in items if needed(item)]
    config.hook.pytest_deselected(items=left_out)


def needs_sqlite(item: pytest.Item) -> bool:
    """Whether it runs on SQLite: all but most real processes at work on the run's own database."""
    return (
        item.nodeid.startswith(ON_BOTH)
        or item.get_closest_marker("slow") is None
        or not needs_postgresql(item)
    )


def needs_postgresql(item: pytest.Item) -> bool:
    """Whether a test looks at the run's own database, by its marks or through its fixtures.

    A browser draws what it is sent, and what it is sent is tested without one.
    """
    if item.nodeid.startswith(ABOVE_THE_DATABASE):
        return False
    if item.get_closest_marker("own_database") or item.get_closest_marker("browser"):
        return False
    if item.get_closest_marker("django_db"):
        return True
    return not ASK_FOR_THE_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is None or find_chromium():
        return
    if os.environ.get("LIORA_REQUIRE_BROWSER") == "1":
        pytest.fail("LIORA_REQUIRE_BROWSER=1 and no Chromium was found")
    pytest.skip("no Chromium on this machine (Debian: apt install chromium)")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)

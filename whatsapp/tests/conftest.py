"""Fixtures of the tests that open the simulator in a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from liora.tests.phone import FLAGS
from whatsapp.simulator import statuses
from whatsapp.tests.phones import make_number


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server, settings) -> Iterator[Page]:
    """Return the simulator open on a desktop; an error in its scripts fails the test."""
    make_number()
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-AR")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{live_server.url}/simulador/")
    yield page
    context.close()
    assert statuses.schedule.wait(10)
    assert broken == []

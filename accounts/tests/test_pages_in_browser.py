"""A real browser opens the mailed links, on a phone and on a desk, without JavaScript."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.link_tokens import invitation_token, reset_token
from accounts.models import UserCliente, Usuario
from accounts.tests.people import NEW_PASSWORD, invited, person
from liora.tests.phone import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (390, 1280)
every_width = pytest.mark.parametrize("width", WIDTHS)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Open before any test and close after all: the database is read in its event loop."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps that loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


def opened(browser: Browser, live_server: LiveServer, path: str, *, width: int) -> Page:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{path}")
    return page


def fits(page: Page) -> bool:
    """Tell whether everything that can be touched is within the window."""
    width = page.viewport_size["width"]
    boxes = [one.bounding_box() for one in page.locator("main, input:visible, button").all()]
    return all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)


@every_width
def test_a_newcomer_joins(browser: Browser, live_server: LiveServer, width: int):
    membership = invited("una.direccion.muy.larga.de.verdad@una-tienda-con-nombre-largo.com.ar")
    path = reverse("cuenta:invitacion", args=[invitation_token(membership)])
    page = opened(browser, live_server, path, width=width)
    expect(page.get_by_role("heading")).to_have_text("Te invitaron a Aurora")
    page.get_by_label("Tu nombre").fill("Beto")
    page.get_by_label("Clave nueva").fill("corta")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert fits(page)
    page.get_by_label("Clave nueva").fill(NEW_PASSWORD)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Listo, ya sos parte del equipo")
    assert UserCliente._base_manager.get().estado == UserCliente.Estado.ACTIVO


@every_width
def test_a_new_password_is_chosen(browser: Browser, live_server: LiveServer, width: int):
    path = reverse("cuenta:clave", args=[reset_token(person())])
    page = opened(browser, live_server, path, width=width)
    assert fits(page)
    page.get_by_label("Clave nueva").fill(NEW_PASSWORD)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Tu clave nueva está guardada")
    assert Usuario.objects.get().check_password(NEW_PASSWORD)
    page.goto(f"{live_server.url}{path}")
    expect(page.get_by_role("heading")).to_have_text("Este enlace ya no sirve")
    assert fits(page)

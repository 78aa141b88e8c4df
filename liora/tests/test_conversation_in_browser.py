"""A newcomer's first minutes: `manage.py demo`, the simulator, and a conversation."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conversations.links.tests.visitors import PHONE
from liora.tests.phone import ANSWER_MS, Phone, browser_page
from liora.tests.running import free_port, get, manage, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the demo on a database of its own and return its address."""
    directory = tmp_path_factory.mktemp("demo")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "PORT": str(port),
        "PUBLIC_URL": url,
        "DATABASE_URL": f"sqlite:///{directory / 'demo.sqlite3'}",
    }
    with manage(directory, "demo", **environment) as running:
        until(lambda: get(f"{url}/ready")[0] == 200 or running.process.poll() is not None)
        assert running.process.poll() is None, running.output
        yield url


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with browser_page(chromium) as page:
        yield page


def test_a_newcomer_is_answered_all_the_way_to_a_product(demo: str, page: Page) -> None:
    phone = Phone(page, demo)
    phone.open_chat("5493515550199", "Ana")

    categories = phone.say("hola, quiero ver el catálogo")
    expect(categories.get_by_test_id("list-open")).to_be_visible()

    products = phone.choose("Yerbas y mates")
    expect(products.get_by_test_id("list-open")).to_be_visible()

    product = phone.choose("Mate")
    picture = product.locator("img").first
    expect(picture).to_be_visible()
    page.wait_for_function(
        "img => img.complete && img.naturalWidth > 0", arg=picture.element_handle()
    )
    expect(product).to_contain_text("$")
    link = product.get_by_test_id("cta-url").get_attribute("href")
    assert link is not None
    assert link.startswith(f"{demo}/l/")
    assert get(link)[0] == 200

    expect(phone.say("recicla pilas")).to_contain_text("pilas", ignore_case=True)
    expect(phone.say("?").get_by_test_id("list-open")).to_be_visible()
    expect(phone.send_voice()).to_contain_text("audio", ignore_case=True)


def test_a_product_is_found_narrowed_down_and_ordered(demo: str, page: Page) -> None:
    phone = Phone(page, demo)
    phone.open_chat("5493515550193", "Gala")
    expect(phone.say("zapatillas").get_by_test_id("list-open")).to_be_visible()
    found = phone.say("zapatilas rojas talle 40, menos de 90 mil")
    expect(found).to_contain_text("Zapatillas rojas talle 40")
    added = phone.say("lo quiero")
    expect(added).to_contain_text("En tu carrito: 1")
    expect(phone.say("agregá un termo verde")).to_contain_text("Termo verde")
    ordered = phone.answered(
        lambda: page.get_by_role("button", name="Confirmar pedido").last.click()
    )
    expect(ordered).to_contain_text("Recibimos tu pedido")
    expect(ordered).to_contain_text("Total")


def test_the_persons_ticks_turn_blue_when_liora_has_read(demo: str, page: Page) -> None:
    phone = Phone(page, demo)
    phone.open_chat("5493515550198", "Bruno")
    phone.say("hola")
    mine = page.get_by_test_id("bubble-out").last
    expect(mine).to_have_attribute("data-status", "read", timeout=ANSWER_MS)


def test_the_drawer_tells_the_story_of_an_answer(demo: str, page: Page) -> None:
    phone = Phone(page, demo)
    phone.open_chat("5493515550197", "Carla")
    phone.say("recicla vidrio").click()
    drawer = page.get_by_test_id("drawer")
    expect(drawer).to_be_visible()
    expect(drawer).to_contain_text("reciclaje.material")
    expect(drawer).to_contain_text("Llamada a Graph")
    expect(drawer).to_contain_text("whatsapp_business_account")


def test_a_click_of_a_person_and_a_preview_are_told_apart(demo: str, chromium: str) -> None:
    with browser_page(chromium, user_agent=PHONE) as page:
        phone = Phone(page, demo)
        phone.open_chat("5493515550194", "Fina")
        phone.say("hola, quiero ver el catálogo")
        phone.choose("Yerbas y mates")
        product = phone.choose("Mate")
        product.click()
        link = page.get_by_test_id("trace-link")
        expect(link).to_contain_text("utm_source=whatsapp")
        expect(link).to_contain_text("Personas: 0")

        product.get_by_test_id("cta-preview").click()
        expect(link).to_contain_text("Vistas previas: 1")
        expect(page.get_by_test_id("toast")).to_contain_text("no cuenta como clic")

        with page.expect_popup() as opened:
            product.get_by_test_id("cta-url").click()
        shop = opened.value
        expect(shop).to_have_url(re.compile(r"/tienda-demo/MATE-\d+\?utm_source=whatsapp"))
        expect(shop.locator("h1")).to_be_visible()
        shop.close()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(link).to_contain_text("Personas: 1")
        expect(link).to_contain_text("Vistas previas: 1")


def test_two_people_chat_side_by_side_without_meeting(demo: str, page: Page) -> None:
    phone = Phone(page, demo)
    phone.open_chat("5493515550196", "Dora")
    phone.say("recicla papel")
    phone.open_chat("5493515550195", "Elio")
    expect(page.get_by_test_id("bubble-out")).to_have_count(0)
    phone.say("vida sana")
    expect(page.get_by_test_id("bubble-out")).to_have_count(1)
    expect(page.get_by_test_id("chat-item").filter(has_text="Dora")).to_be_visible()

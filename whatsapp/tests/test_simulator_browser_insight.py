"""What the page tells of the engine in a real browser: typing, drawer, faults."""

import pytest
from playwright.sync_api import expect

from whatsapp.simulator.models import SimulatorFault
from whatsapp.tests.browser_phone import last_event, last_out, open_chat, write
from whatsapp.tests.phones import NUMBER, graph, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_shop_is_seen_typing(page):
    open_chat(page)
    write(page, "hola")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    mark = {"status": "read", "message_id": last_event()["id"]}
    graph({"messaging_product": "whatsapp", **mark, "typing_indicator": {"type": "text"}})
    expect(page.get_by_test_id("typing")).to_be_visible()
    graph(text("¡Hola!"))
    expect(page.get_by_test_id("typing")).to_be_hidden()


def test_the_drawer_tells_the_webhook_of_the_message_one_clicked(page):
    open_chat(page)
    write(page, "hola")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    last_out(page).click()
    drawer = page.get_by_test_id("drawer")
    expect(drawer).to_contain_text("POST /webhook/meta")
    expect(drawer).to_contain_text('"hola"')
    expect(drawer).to_contain_text("inbound_event")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_the_drawer_tells_what_graph_accepted_when_liora_does_not_know_it(page):
    open_chat(page)
    graph(text("suelto"))
    expect(page.get_by_test_id("chat-item")).to_contain_text("Ana")
    page.get_by_test_id("bubble").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("drawer")).to_contain_text("Liora todavía no conoce este mensaje")
    expect(page.get_by_test_id("drawer")).to_contain_text('"suelto"')


def test_a_fault_is_set_and_removed_from_the_page(page):
    page.get_by_test_id("faults").click()
    page.get_by_test_id("fault-kind").select_option("429")
    page.get_by_test_id("fault-add").click()
    panel = page.get_by_test_id("faults-panel")
    expect(panel).to_contain_text("Quedan 1")
    fault = SimulatorFault.objects.get()
    assert (fault.kind, fault.remaining, fault.phone_number_id) == ("429", 1, NUMBER)
    panel.get_by_role("button", name="Quitar la falla").click()
    expect(panel).to_contain_text("Graph funciona bien")
    assert not SimulatorFault.objects.exists()

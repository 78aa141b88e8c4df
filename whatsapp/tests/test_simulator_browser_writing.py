"""The phone's composer in a real browser: writing, drafts, and who writes."""

import pytest
from playwright.sync_api import expect

from whatsapp.tests.browser_phone import last_event, last_out, open_chat, write
from whatsapp.tests.phones import graph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_written_reaches_liora_and_gets_its_ticks(page):
    open_chat(page, "+54 9 351 555-0101")
    write(page, "hola 🧉")
    expect(last_out(page)).to_contain_text("hola 🧉")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert last_event()["text"] == {"body": "hola 🧉"}
    graph({"messaging_product": "whatsapp", "status": "read", "message_id": last_event()["id"]})
    expect(last_out(page)).to_have_attribute("data-status", "read")


def test_enter_sends_and_shift_enter_is_a_new_line(page):
    open_chat(page)
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("uno")
    composer.press("Shift+Enter")
    composer.press_sequentially("dos")
    composer.press("Enter")
    expect(page.get_by_test_id("bubble-out")).to_have_count(1)
    expect(composer).to_have_value("")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert last_event()["text"] == {"body": "uno\ndos"}


def test_nothing_is_sent_while_nothing_is_written(page):
    open_chat(page)
    expect(page.get_by_test_id("send")).to_be_disabled()
    write(page, "   ")
    expect(page.get_by_test_id("bubble-out")).to_have_count(0)


def test_a_draft_survives_another_chat_and_a_reload(page):
    open_chat(page)
    page.get_by_test_id("composer").fill("a medio escri")
    open_chat(page, "5493415550199", "Bruno")
    expect(page.get_by_test_id("composer")).to_have_value("")
    page.get_by_test_id("chat-item").filter(has_text="Ana").click()
    expect(page.get_by_test_id("composer")).to_have_value("a medio escri")
    page.reload()
    expect(page.get_by_test_id("composer")).to_have_value("a medio escri")


def test_a_number_that_is_none_is_told_in_the_form(page):
    page.get_by_test_id("new-chat").click()
    page.get_by_test_id("new-chat-number").fill("123")
    page.get_by_test_id("new-chat-form-accept").click()
    expect(page.get_by_test_id("new-chat-form")).to_contain_text("código de país")
    expect(page.get_by_test_id("composer")).to_be_hidden()


def test_a_suggested_number_is_argentine_and_valid(page):
    page.get_by_test_id("new-chat").click()
    assert page.get_by_test_id("new-chat-number").input_value().startswith("+54 9 ")
    page.get_by_test_id("new-chat-form-accept").click()
    write(page, "hola")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert len(last_event()["from"]) == 13


def test_a_refused_message_is_told_and_can_be_tried_again(page, settings):
    reached = settings.SIMULATOR_WEBHOOK_URL
    open_chat(page)
    settings.SIMULATOR_WEBHOOK_URL = "http://127.0.0.1:1/webhook/meta"
    write(page, "hola")
    expect(page.get_by_test_id("toast")).to_contain_text("¿Está encendido el servidor?")
    expect(last_out(page)).to_have_attribute("data-status", "failed")
    settings.SIMULATOR_WEBHOOK_URL = reached
    page.get_by_role("button", name="Reintentar").click()
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    expect(page.get_by_test_id("bubble-out")).to_have_count(1)
    assert last_event()["text"] == {"body": "hola"}


def test_a_dead_server_is_told_and_the_message_goes_out_when_it_is_back(page):
    open_chat(page)
    page.context.set_offline(True)
    write(page, "hola")
    expect(page.get_by_test_id("toast")).to_contain_text("No hay conexión")
    expect(page.locator("#desconectado")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#desconectado")).to_be_hidden()
    page.get_by_role("button", name="Reintentar").click()
    expect(last_out(page)).to_have_attribute("data-status", "delivered")

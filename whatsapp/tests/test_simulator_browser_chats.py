"""Several chats in a real browser: unread counts, numbers, phone and desktop."""

import pytest
from playwright.sync_api import expect

from whatsapp.simulator import statuses
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.tests.browser_phone import last_out, open_chat, write
from whatsapp.tests.phones import graph, make_number, say, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def test_several_people_write_side_by_side(page):
    open_chat(page)
    write(page, "soy Ana")
    open_chat(page, "5493415550199", "Bruno")
    write(page, "soy Bruno")
    expect(page.get_by_test_id("chat-item")).to_have_count(2)
    expect(last_out(page)).to_contain_text("soy Bruno")
    page.get_by_test_id("chat-item").filter(has_text="Ana").click()
    expect(page.get_by_test_id("bubble-out")).to_have_count(1)
    expect(last_out(page)).to_contain_text("soy Ana")


def test_choosing_another_number_shows_its_own_chats(page):
    say(text="al almacén")
    make_number("100000000000002", "Vivero")
    page.reload()
    expect(page.get_by_test_id("chat-item")).to_have_count(1)
    page.get_by_test_id("number").select_option("100000000000002")
    expect(page.get_by_test_id("chat-item")).to_have_count(0)
    open_chat(page)
    write(page, "al vivero")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    kept = SimulatorMessage.objects.get(phone_number_id="100000000000002")
    assert kept.body["text"] == {"body": "al vivero"}


def test_unread_messages_are_counted_until_the_chat_is_opened(page):
    graph(text("uno"))
    graph(text("dos"))
    item = page.get_by_test_id("chat-item")
    expect(item.locator(".unread")).to_have_text("2")
    item.click()
    expect(item.locator(".unread")).to_have_count(0)
    expect(page.get_by_test_id("bubble-in")).to_have_count(2)
    assert statuses.schedule.wait(5)
    page.wait_for_function("() => document.querySelector('[data-status=read]')")


def test_on_a_phone_the_chat_takes_the_screen_and_back_returns_to_the_list(page):
    page.set_viewport_size(PHONE)
    open_chat(page)
    expect(page.get_by_test_id("new-chat")).to_be_hidden()
    page.get_by_role("button", name="Volver a los chats").click()
    expect(page.get_by_test_id("chat-item")).to_be_visible()
    page.get_by_test_id("chat-item").click()
    page.go_back()
    expect(page.get_by_test_id("chat-item")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

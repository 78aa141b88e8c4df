"""What a person does on the simulator's page, and what Liora has of it afterwards."""

from typing import Any

from django_scopes import scopes_disabled
from playwright.sync_api import Locator, Page, expect

from whatsapp.models import InboundEvent
from whatsapp.tests.phones import PERSON, text


def open_chat(page: Page, number: str = PERSON, name: str = "Ana") -> None:
    page.get_by_test_id("new-chat").click()
    page.get_by_test_id("new-chat-number").fill(number)
    page.get_by_test_id("new-chat-name").fill(name)
    page.get_by_test_id("new-chat-form-accept").click()
    expect(page.get_by_test_id("composer")).to_be_visible()


def write(page: Page, words: str) -> None:
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")


def last_out(page: Page) -> Locator:
    return page.get_by_test_id("bubble-out").last


def last_event() -> dict[str, Any]:
    """Return the last message Liora has, as Meta's webhook brought it."""
    with scopes_disabled():
        event = InboundEvent.objects.filter(kind="message").order_by("received_at", "id").last()
    return event.payload["entry"][0]["changes"][0]["value"]["messages"][0]


def interactive(kind: str, action: dict[str, Any], **more: Any) -> dict[str, Any]:
    content = {"type": kind, "body": {"text": "Elegí"}, "action": action, **more}
    body = text()
    del body["text"]
    return {**body, "type": "interactive", "interactive": content}


MENU = interactive(
    "list",
    {
        "button": "Ver categorías",
        "sections": [
            {
                "title": "Categorías",
                "rows": [
                    {"id": "c1", "title": "Yerbas", "description": "9 productos"},
                    {"id": "c2", "title": "Mates"},
                ],
            }
        ],
    },
)

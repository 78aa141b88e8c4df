"""Lists, buttons, links and attachments in a real browser."""

import pytest
from playwright.sync_api import expect

from whatsapp.simulator.models import SimulatorMessage
from whatsapp.tests.browser_phone import MENU, interactive, last_event, last_out, open_chat
from whatsapp.tests.phones import accepted, graph, text, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_list_opens_a_sheet_and_its_row_is_sent(page):
    open_chat(page)
    wamid = accepted(graph(MENU)).wamid
    page.get_by_test_id("list-open").click()
    expect(page.get_by_test_id("sheet")).to_be_visible()
    expect(page.get_by_test_id("list-row")).to_have_count(2)
    page.get_by_test_id("list-row").first.click()
    expect(page.get_by_test_id("sheet")).to_be_hidden()
    expect(last_out(page)).to_contain_text("Yerbas")
    expect(last_out(page).locator(".quote")).to_contain_text("Elegí")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    sent = last_event()
    assert sent["context"]["id"] == wamid
    assert sent["interactive"]["list_reply"] == {
        "id": "c1",
        "title": "Yerbas",
        "description": "9 productos",
    }


def test_a_button_under_a_picture_is_tapped_and_sent(page, live_server):
    picture = {"type": "image", "image": {"link": f"{live_server.url}/simulador/media/1"}}
    reply = {"type": "reply", "reply": {"id": "si", "title": "Lo quiero"}}
    open_chat(page)
    wamid = accepted(graph(interactive("button", {"buttons": [reply]}, header=picture))).wamid
    page.get_by_test_id("reply-button").click()
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert last_event()["context"]["id"] == wamid
    assert last_event()["interactive"]["button_reply"] == {"id": "si", "title": "Lo quiero"}


def test_a_link_button_opens_its_address_elsewhere(page):
    parameters = {"display_text": "Comprar", "url": "https://tienda.example/p/1"}
    open_chat(page)
    graph(interactive("cta_url", {"name": "cta_url", "parameters": parameters}))
    link = page.get_by_test_id("cta-url")
    expect(link).to_have_attribute("href", "https://tienda.example/p/1")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize(
    ("attachment", "kind"),
    [("voice", "audio"), ("sticker", "sticker"), ("poll", "unsupported")],
)
def test_an_attachment_is_sent_at_once(page, attachment, kind):
    open_chat(page)
    page.get_by_test_id("attach").click()
    page.get_by_test_id(f"attach-{attachment}").click()
    expect(last_out(page)).to_have_attribute("data-kind", kind)
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert last_event()["type"] == kind


@pytest.mark.parametrize("attachment", ["picture", "location"])
def test_an_attachment_with_a_form_is_sent_when_accepted(page, attachment):
    open_chat(page)
    page.get_by_test_id("attach").click()
    page.get_by_test_id(f"attach-{attachment}").click()
    page.get_by_test_id(f"{attachment}-accept").click()
    kind = {"picture": "image"}.get(attachment, attachment)
    expect(last_out(page)).to_have_attribute("data-kind", kind)
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    assert last_event()["type"] == kind


def test_a_chosen_picture_is_the_one_that_travels(page):
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d7"
        "63f8cfc000000301010018dd8db00000000049454e44ae426082"
    )
    open_chat(page)
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-picture").click()
    file = {"name": "foto.png", "mimeType": "image/png", "buffer": png}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_test_id("picture-accept").click()
    image = last_out(page).locator("img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def test_a_reaction_sits_on_the_bubble_it_is_about(page):
    wamid = accepted(graph(text("¿Te gustó?"))).wamid
    page.get_by_test_id("chat-item").click()
    page.get_by_test_id("attach").click()
    page.get_by_test_id("attach-reaction").click()
    page.get_by_role("menuitem", name="👍").click()
    expect(page.get_by_test_id("bubble-in").locator(".reaction")).to_have_text("👍")
    until(lambda: SimulatorMessage.objects.filter(kind="reaction", status="delivered"))
    assert last_event()["reaction"] == {"message_id": wamid, "emoji": "👍"}

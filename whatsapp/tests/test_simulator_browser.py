"""The phone in a real browser: writing, choosing, ticks, failures and the drawer."""

import os
from collections.abc import Iterator

import pytest
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect, sync_playwright

from whatsapp.models import InboundEvent
from whatsapp.simulator import statuses
from whatsapp.simulator.models import SimulatorFault, SimulatorMessage
from whatsapp.tests.phones import NUMBER, PERSON, accepted, graph, make_number, say, text, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser(chromium):
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server, settings) -> Iterator[Page]:
    """Return the simulator open on a desktop; an error in its scripts fails the test."""
    make_number()
    settings.SIMULATOR_WEBHOOK_URL = f"{live_server.url}/webhook/meta"
    context = browser.new_context(viewport=DESKTOP, locale="es-AR")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{live_server.url}/simulador/")
    yield page
    context.close()
    assert statuses.schedule.wait(10)
    assert broken == []


def open_chat(page: Page, number: str = PERSON, name: str = "Ana") -> None:
    page.get_by_test_id("new-chat").click()
    page.get_by_test_id("new-chat-number").fill(number)
    page.get_by_test_id("new-chat-name").fill(name)
    page.get_by_test_id("new-chat-form-accept").click()
    expect(page.get_by_test_id("composer")).to_be_visible()


def write(page: Page, words: str) -> None:
    page.get_by_test_id("composer").fill(words)
    page.get_by_test_id("composer").press("Enter")


def last_out(page: Page):
    return page.get_by_test_id("bubble-out").last


def last_event() -> dict:
    """Return the last message Liora has, as Meta's webhook brought it."""
    with scopes_disabled():
        event = InboundEvent.objects.filter(kind="message").order_by("received_at", "id").last()
    return event.payload["entry"][0]["changes"][0]["value"]["messages"][0]


def interactive(kind: str, action: dict, **more) -> dict:
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


def test_the_shop_is_seen_typing(page):
    open_chat(page)
    write(page, "hola")
    expect(last_out(page)).to_have_attribute("data-status", "delivered")
    mark = {"status": "read", "message_id": last_event()["id"]}
    graph({"messaging_product": "whatsapp", **mark, "typing_indicator": {"type": "text"}})
    expect(page.get_by_test_id("typing")).to_be_visible()
    graph(text("¡Hola!"))
    expect(page.get_by_test_id("typing")).to_be_hidden()


def test_nothing_a_shop_writes_runs_in_the_page(page):
    hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    open_chat(page, PERSON, hostile)
    graph(text(hostile))
    expect(page.get_by_test_id("bubble-in")).to_contain_text("<img src=x")
    write(page, hostile)
    expect(last_out(page)).to_contain_text("<script>")
    assert page.evaluate("window.ran") is None


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


FORMATS = [
    ("hola", "hola"),
    ("*negrita*", "<strong>negrita</strong>"),
    ("_cursiva_ y ~tachado~", "<em>cursiva</em> y <s>tachado</s>"),
    ("*_las dos_*", "<strong><em>las dos</em></strong>"),
    ("2*3*4 y snake_case_name", "2*3*4 y snake_case_name"),
    ("* no * ni *no *", "* no * ni *no *"),
    ("(*sí*), *sí*.", "(<strong>sí</strong>), <strong>sí</strong>."),
    ("`código *así*`", "<code>código *así*</code>"),
    ("```uno\ndos```", "<pre>uno\ndos</pre>"),
    ("> cita\nresto", "<blockquote>cita</blockquote>resto"),
    ("uno\ndos", "uno\ndos"),
    ("$ 5 > 4 & <b>", "$ 5 &gt; 4 &amp; &lt;b&gt;"),
    (
        "mirá https://tienda.example/a_b_c?x=1.",
        'mirá <a href="https://tienda.example/a_b_c?x=1" target="_blank" '
        'rel="noopener noreferrer">https://tienda.example/a_b_c?x=1</a>.',
    ),
    ("javascript:alert(1)", "javascript:alert(1)"),
]


def test_words_are_formatted_as_whatsapp_does(page):
    drawn = page.evaluate(
        """async (texts) => {
            const { formatted } = await import("/static/simulador/js/format.js");
            return texts.map((text) => {
                const box = document.createElement("div");
                box.append(...formatted(text));
                return box.innerHTML;
            });
        }""",
        [source for source, _ in FORMATS],
    )
    assert dict(zip([source for source, _ in FORMATS], drawn, strict=True)) == dict(FORMATS)


def test_an_emoji_alone_is_large(page):
    answers = page.evaluate(
        """async (texts) => {
            const { isOnlyEmoji } = await import("/static/simulador/js/format.js");
            return texts.map(isOnlyEmoji);
        }""",
        ["👍", "❤️😂", "👍🏽", "👩‍🌾", "ok 👍", "5", "👍👍👍👍", ""],
    )
    assert answers == [True, True, True, True, False, False, False, False]

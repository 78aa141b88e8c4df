"""How the page draws words: WhatsApp's marks, links, emoji, and nothing that runs."""

import pytest
from playwright.sync_api import expect

from whatsapp.tests.browser_phone import last_out, open_chat, write
from whatsapp.tests.phones import PERSON, graph, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


def test_nothing_a_shop_writes_runs_in_the_page(page):
    hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    open_chat(page, PERSON, hostile)
    graph(text(hostile))
    expect(page.get_by_test_id("bubble-in")).to_contain_text("<img src=x")
    write(page, hostile)
    expect(last_out(page)).to_contain_text("<script>")
    assert page.evaluate("window.ran") is None

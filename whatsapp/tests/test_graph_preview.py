"""One readable line per message, for logs and the admin."""

import pytest

from whatsapp.graph.messages import (
    Button,
    Buttons,
    CtaUrl,
    Image,
    ListMenu,
    Row,
    Section,
    Text,
    content,
    preview,
)

LINK = "https://tienda.example/yerba.jpg"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (Text("Hola"), "Hola"),
        (Text("Uno\n\n  dos\ttres "), "Uno dos tres"),
        (Image(LINK, caption="Yerba de kilo"), "[imagen] Yerba de kilo"),
        (Image(LINK), f"[imagen] {LINK}"),
        (
            Buttons("¿Seguimos?", (Button("s", "Sí"), Button("n", "No"))),
            "[botones] ¿Seguimos?: Sí · No",
        ),
        (
            ListMenu(
                "¿Qué querés ver?",
                "Ver",
                (Section("A", (Row("y", "Yerbas"),)), Section("B", (Row("m", "Mates"),))),
            ),
            "[lista] ¿Qué querés ver?: Yerbas · Mates",
        ),
        (CtaUrl("Yerba", "Comprar", LINK), f"[enlace] Yerba: Comprar → {LINK}"),
    ],
)
def test_it_reads_like_the_chat(message, line):
    assert preview(message) == line


@pytest.mark.parametrize("show", [preview, content])
def test_only_a_message_can_be_shown(show):
    with pytest.raises(TypeError, match="Not a message: str"):
        show("Hola")

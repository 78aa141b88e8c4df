"""An answer that waited until it made no sense is not sent, and says so; the others are."""

from datetime import UTC, datetime, timedelta

import pytest

from conversations.tests.letters import write
from conversations.tests.look import log
from conversations.tests.road import Work
from whatsapp.models import WabaAccount


@pytest.mark.parametrize(
    ("text", "hours", "estado", "failure"),
    [
        ("hola", 13, "fallido", "vencido"),
        ("hola", 11, "enviado", ""),
        ("asdf qwer zxcv", 7, "fallido", "vencido"),
        ("recicla pilas", 23, "enviado", ""),
    ],
)
def test_each_skill_knows_how_long_its_answers_keep(
    waba: WabaAccount, work: Work, text: str, hours: int, estado: str, failure: str
) -> None:
    written = datetime.now(UTC) - timedelta(hours=hours)
    write(waba, text, sent_at=written, received_at=written)
    work()
    row = log(direction="out")
    assert (row.estado, row.failure) == (estado, failure)

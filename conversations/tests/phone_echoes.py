"""Writing from the phone of the business, as Meta tells of it."""

from typing import Any

from conversations.tests.letters import ago
from conversations.tests.road import ANA
from whatsapp.models import WabaAccount
from whatsapp.tests.wire import batch, change


def echo(waba: WabaAccount, text: str = "Soy Marta", /, **more: Any) -> dict[str, Any]:
    item = {
        "from": "5493510000000",
        "to": ANA,
        "id": "wamid.DEL-TELEFONO-0001",
        "timestamp": str(int(ago().timestamp())),
        "type": "text",
        "text": {"body": text},
    }
    told = change(waba, message_echoes=[item | more])
    return batch([told | {"field": "smb_message_echoes"}])

"""The messages of a run: who writes what to whom, and the signed POST that carries it.

Everything follows from the settings of a run, so the generator that sends and the analysis that
looks for every reply need not talk to each other.
"""

import hashlib
import hmac
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

# What customers ask for. The place of the colour comes back in the SKUs of the right reply, and
# there are enough of them to tell the messages of one conversation apart.
COLOURS = ("rojo", "verde", "azul", "negro", "blanco")
PRODUCTS_PER_COLOUR = 3

TOKEN = "EAABenchTokenOfNobody"


@dataclass(frozen=True, slots=True)
class Run:
    """One burst of traffic.

    `rate` is messages per second, sent whether or not the earlier ones were answered; 0 sends the
    next POST of a connection as soon as the last one was answered. `batch` is messages per POST.
    """

    name: str
    port: int
    secret: str
    rate: float
    seconds: float
    path: str = "/webhook/meta"
    connections: int = 64
    batch: int = 1
    tenants: int = 200
    conversations: int = 2000
    each_once: bool = False
    """Every conversation writes once, in turn; otherwise they write at random."""

    def to_json(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Asked:
    """One message: `conversation` and `colour` tell which reply belongs to it."""

    number: int
    conversation: int
    colour: int


def asked(run: Run) -> Iterator[Asked]:
    """Yield the messages of a run, without end. A conversation walks through the colours."""
    dice = random.Random(run.name)
    said: dict[int, int] = {}
    number = 0
    while True:
        one = number % run.conversations if run.each_once else dice.randrange(run.conversations)
        turn = said[one] = said.get(one, one - 1) + 1
        yield Asked(number, one, turn % len(COLOURS))
        number += 1


def text(colour: int) -> str:
    return f"busco termo {COLOURS[colour]}"


def address(conversation: int) -> str:
    return f"5191{conversation:07d}"


def user_id(who: str) -> str:
    """Return the id Meta gives a person beside, or instead of, the number since 2026."""
    return f"PE.1{who}"


def phone_number_id(tenant: int) -> str:
    return f"3{tenant:014d}"


def waba_id(tenant: int) -> str:
    return f"4{tenant:014d}"


def post(run: Run, batch: Sequence[Asked], *, timestamp: int) -> bytes:
    """Return the HTTP request Meta would make for these messages."""
    body = webhook(run, batch, timestamp=timestamp)
    return signed_request(run.port, run.secret, body, path=run.path)


def signed_request(port: int, secret: str, body: bytes, *, path: str = "/webhook/meta") -> bytes:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: facebookexternalua"
        f"\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\n\r\n"
    )
    return head.encode() + body


def webhook(run: Run, batch: Sequence[Asked], *, timestamp: int) -> bytes:
    """Return the body: one entry per tenant (Cloud API, webhooks, `messages` field)."""
    by_tenant: dict[int, list[Asked]] = {}
    for one in batch:
        by_tenant.setdefault(one.conversation % run.tenants, []).append(one)
    entries = [_entry(run, tenant, items, timestamp) for tenant, items in by_tenant.items()]
    document = {"object": "whatsapp_business_account", "entry": entries}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(run: Run, tenant: int, items: list[Asked], timestamp: int) -> dict[str, object]:
    people = dict.fromkeys(address(one.conversation) for one in items)
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": f"51100{tenant:06d}",
            "phone_number_id": phone_number_id(tenant),
        },
        "contacts": [_contact(who) for who in people],
        "messages": [_message(run, one, timestamp) for one in items],
    }
    return {"id": waba_id(tenant), "changes": [{"value": value, "field": "messages"}]}


def _contact(who: str) -> dict[str, object]:
    return {"profile": {"name": f"Cliente {who}"}, "wa_id": who, "user_id": user_id(who)}


def _message(run: Run, one: Asked, timestamp: int) -> dict[str, object]:
    who = address(one.conversation)
    return {
        "from": who,
        "from_user_id": user_id(who),
        "id": f"wamid.HBgLNTE5{run.name}.{one.number:08d}",
        "timestamp": str(timestamp),
        "text": {"body": text(one.colour)},
        "type": "text",
    }

"""Telling a server what became of messages, as Meta does: sent, delivered, read, a post each."""

import asyncio
import json
import time

from bench.load import Connection, Office, Post
from bench.traffic import signed_request

# How long after the message was taken each of them comes, seconds.
STAGES = (("sent", 0.12), ("delivered", 0.25), ("read", 0.5))
CONNECTIONS = 64


class Teller:
    """Keeps connections to one server; made inside the running loop."""

    def __init__(self, port: int, secret: str) -> None:
        self.port, self.secret = port, secret
        self.office = Office()
        self.posts: list[Post] = []
        self.loop = asyncio.get_running_loop()
        self.opening = [self.loop.create_task(self._connect()) for _ in range(CONNECTIONS)]

    async def _connect(self) -> None:
        await self.loop.create_connection(lambda: Connection(self.office), "127.0.0.1", self.port)

    def tell(self, phone_number_id: str, to: str, wamid: str, callback_data: str) -> None:
        for stage, after_s in STAGES:
            body = _webhook(phone_number_id, to, wamid, stage, callback_data)
            one = Post([], signed_request(self.port, self.secret, body))
            self.posts.append(one)
            self.loop.call_later(after_s, self.office.send, one)

    def hand_over(self) -> list[tuple[float, int]]:
        """Return how long each answered post took, in ms, and its status."""
        done = [((one.done - one.sent) * 1000, one.status) for one in self.posts if one.done]
        self.posts = [one for one in self.posts if not one.done]
        return done


def _webhook(number: str, to: str, wamid: str, stage: str, callback_data: str) -> bytes:
    status = {
        "id": wamid,
        "status": stage,
        "timestamp": str(int(time.time())),
        "recipient_id": to,
        "biz_opaque_callback_data": callback_data,
        "pricing": {"billable": True, "pricing_model": "PMP", "category": "service"},
    }
    metadata = {"display_phone_number": "51100000000", "phone_number_id": number}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "statuses": [status]}
    entry = {"id": "400000000000000", "changes": [{"value": value, "field": "messages"}]}
    document = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(document, separators=(",", ":")).encode()

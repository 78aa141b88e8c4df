"""The peer end to end: the same skill behind pywa + FastAPI + uvicorn, with no storage at all.

Set up for speed: asynchronous handlers, one pooled client without a limit on connections, no
memory of updates seen, every tenant's number served by one process.
"""

import os

import httpx
from fastapi import FastAPI, Response
from pywa_async import WhatsApp, filters
from pywa_async.types import Message, Section, SectionList, SectionRow
from pywa_async.utils import UserIdentifier

from bench.peers.shop import answer_to
from bench.traffic import TOKEN

app = FastAPI()


@app.get("/ready")
async def ready() -> Response:
    return Response()


wa = WhatsApp(
    token=TOKEN,
    session=httpx.AsyncClient(
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=None), timeout=30
    ),
    server=app,
    webhook_endpoint="/webhook/meta",
    verify_token="bench",
    app_secret=os.environ["META_APP_SECRET"],
    filter_updates=False,
    skip_duplicate_updates=False,
    user_identifier_priority=(
        UserIdentifier.WA_ID,
        UserIdentifier.BSUID,
        UserIdentifier.PARENT_BSUID,
    ),
)
wa.api._session.base_url = f"{os.environ['META_GRAPH_URL']}/v25.0"


@wa.on_message(filters.text)
async def answer(_client: WhatsApp, message: Message) -> None:
    found = answer_to(message.text)
    rows = [
        SectionRow(
            title=one["title"][:24],
            callback_data=f"producto:{one['sku']}",
            description=f"$ {one['price']} · {one['description']}"[:72],
        )
        for one in found
    ]
    await message.reply(
        f"Encontré {len(found)} productos:",
        buttons=SectionList(button_title="Ver productos", sections=[Section("Resultados", rows)]),
    )

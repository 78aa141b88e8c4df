"""The durable peer of intake: FastAPI that stores the message with psycopg before it answers."""

import hashlib
import hmac
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from psycopg_pool import AsyncConnectionPool

SECRET = os.environ["META_APP_SECRET"].encode()
CONNECTIONS = 8
TABLE = """
CREATE TABLE IF NOT EXISTS peer_event (
    id bigserial PRIMARY KEY, tenant text NOT NULL, message_id text NOT NULL UNIQUE,
    payload jsonb NOT NULL, received_at timestamptz NOT NULL DEFAULT now())
"""
INSERT = """
INSERT INTO peer_event (tenant, message_id, payload) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""

pool = AsyncConnectionPool(
    os.environ["DATABASE_URL"],
    open=False,
    min_size=CONNECTIONS,
    max_size=CONNECTIONS,
    kwargs={"autocommit": True},
)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    await pool.open()
    yield
    await pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/ready")
async def ready() -> Response:
    async with pool.connection() as connection:
        await connection.execute("SELECT pg_advisory_lock(1)")
        await connection.execute(TABLE)
        await connection.execute("SELECT pg_advisory_unlock(1)")
    return Response()


@app.post("/webhook/meta")
async def receive(request: Request) -> Response:
    body = await request.body()
    expected = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-hub-signature-256", "")):
        return Response(status_code=401)
    async with pool.connection() as connection, connection.cursor() as cursor:
        await cursor.executemany(INSERT, rows(json.loads(body)))
    return Response()


def rows(document: dict) -> list[tuple[str, str, str]]:
    return [
        (change["value"]["metadata"]["phone_number_id"], message["id"], json.dumps(message))
        for entry in document["entry"]
        for change in entry["changes"]
        for message in change["value"]["messages"]
    ]

"""Telling what became of a message as Meta does: in any order, some twice, until it is heard."""

import asyncio
import hashlib
import random
import time

from bench.traffic import signed_request, status_webhook

STAGES = ("sent", "delivered", "read")
TWICE, NEVER = 0.1, 0.03
AGAIN_AFTER_S = 0.3
PATIENCE_S = 5.0


async def tell(
    web_port: int, secret: str, number: str, to: str, wamid: str, callback_data: str
) -> None:
    """Post the statuses of one message. What is told of it follows from its id."""
    dice = random.Random(hashlib.sha256(wamid.encode()).digest())
    if dice.random() < NEVER:
        return
    stages = [*STAGES, *(one for one in STAGES if dice.random() < TWICE)]
    dice.shuffle(stages)
    stamp = str(int(time.time()))
    for stage in stages:
        await asyncio.sleep(dice.uniform(0, 0.5))
        body = status_webhook(number, to, wamid, stage, callback_data, stamp)
        while not await _post(web_port, signed_request(web_port, secret, body)):
            await asyncio.sleep(AGAIN_AFTER_S)


async def _post(port: int, request: bytes) -> bool:
    """Return whether it was answered 200."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(request)
                line = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return b" 200 " in line

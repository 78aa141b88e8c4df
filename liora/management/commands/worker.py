"""`manage.py worker`: answers, sends, and takes note of receipts until it is told to stop."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.postman import Postman
from catalog.publisher import Publisher
from conversations.delivery.outbox import Outbox
from conversations.hooks.calling import HookClient
from conversations.hooks.sender import HookSender
from conversations.inbox import Inbox
from conversations.links.minting import Minter
from conversations.media.station import MediaFetcher
from conversations.notices.station import Notices
from conversations.receipts import Receipts
from liora.ops.news import spread_news
from liora.ops.stations import Loop, Station
from liora.ops.wake import HOOK, MESSAGE, NOTICE, OUTGOING, STATUS, Wake
from skills.router import handle
from whatsapp.graph.media import MediaClient
from whatsapp.graph.sender import GraphSender
from whatsapp.graph.templates import TemplatesClient
from whatsapp.message_templates.station import TemplateLists

# News wakes a station at once; this is for lanes whose hour has come and for lost news.
IDLE_S = 1.0
# Lanes whose worker died are rare, and nobody notices half a second of them.
SUSPECTS_EVERY_S = 0.5

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Atiende los mensajes recibidos y envía las respuestas. Pueden correr varios a la vez."
    # They would load every page and route, none of which a worker needs, before it takes up what
    # its predecessor left; `migrate` runs them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        work_until(stopping)


def work_until(stopping: threading.Event) -> None:
    """Run every station until `stopping` is set, then finish what is in hand."""
    outbox_wake, hooks_wake, media_wake = Wake(), Wake(), Wake()
    own_wakes = {
        "outbox": outbox_wake,
        HookSender.name: hooks_wake,
        MediaFetcher.name: media_wake,
    }
    loops = [
        Loop(station, IDLE_S, stopping, own_wakes.get(station.name) or Wake())
        for station in stations(outbox_wake, hooks_wake, media_wake)
    ]
    by_name = {loop.station.name: loop.wake for loop in loops}
    wakes = {
        MESSAGE: by_name["inbox"],
        STATUS: by_name["receipts"],
        NOTICE: by_name["notices"],
        OUTGOING: outbox_wake,
        HOOK: hooks_wake,
    }
    news = threading.Thread(target=spread_news, args=(wakes, stopping), name="news")
    news.start()
    threads = [news, *(loop.start() for loop in loops)]
    logger.info("worker.started stations=%s", ",".join(loop.station.name for loop in loops))
    stopping.wait()
    for loop in loops:
        loop.wake.set()
    for thread in threads:
        thread.join()
    logger.info("worker.stopped")


def stations(outbox_wake: Wake, hooks_wake: Wake, media_wake: Wake) -> list[Station]:
    return [
        Inbox(
            handle,
            lease_s=settings.INBOX_LEASE_S,
            suspects_every_s=SUSPECTS_EVERY_S,
            on_commit=outbox_wake.set,
        ),
        Outbox(
            GraphSender(),
            lease_s=settings.OUTBOX_LEASE_S,
            settle_s=settings.SETTLE_WINDOW_S,
            on_return=outbox_wake.set,
        ),
        Receipts(),
        Notices(),
        Postman(),
        Publisher(),
        Minter(),
        MediaFetcher(MediaClient(), lease_s=settings.MEDIA_LEASE_S, on_return=media_wake.set),
        TemplateLists(TemplatesClient()),
        HookSender(HookClient(), lease_s=settings.HOOKS_LEASE_S, on_return=hooks_wake.set),
    ]

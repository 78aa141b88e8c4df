"""Meta's webhook: verify, keep, answer 200. Nothing else happens before the answer.

Source: Cloud API, webhooks. Only 200 counts as delivered; anything else is posted again for up
to seven days, so every refusal below is one that a retry cannot mend or one that a retry will.
"""

import hmac
import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from liora.ops.client_address import client_address
from liora.ops.faults import fault
from whatsapp.webhook.payload import MalformedBody, drafts, parse
from whatsapp.webhook.refusals import remember_refusal
from whatsapp.webhook.signature import is_signed
from whatsapp.webhook.store import store

logger = logging.getLogger(__name__)


@csrf_exempt
def meta_webhook(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return handshake(request)
    if request.method == "POST":
        return receive(request)
    return HttpResponseNotAllowed(["GET", "POST"])


def handshake(request: HttpRequest) -> HttpResponse:
    """Answer the challenge Meta sends when the callback is saved, if it knows our token."""
    given = request.GET.get("hub.verify_token", "").encode("utf-8", "replace")
    expected = settings.WABA_VERIFY_TOKEN.encode()
    known = bool(expected) and hmac.compare_digest(given, expected)
    if not known or request.GET.get("hub.mode") != "subscribe":
        return HttpResponse(status=403)
    return HttpResponse(
        request.GET.get("hub.challenge", ""),
        content_type="text/plain",
        headers={"X-Content-Type-Options": "nosniff"},
    )


def receive(request: HttpRequest) -> HttpResponse:
    """Keep a signed post and answer 200 once it is committed; 503 asks Meta to try again."""
    try:
        body = request.body
    except RequestDataTooBig:
        return HttpResponse(status=413)
    except UnreadablePostError:
        return HttpResponse(status=400)
    if not _trusted(request, body):
        return HttpResponse(status=401)
    fault("webhook.read")
    return _keep(body)


def _trusted(request: HttpRequest, body: bytes) -> bool:
    header = request.headers.get("X-Hub-Signature-256", "")
    if is_signed(body, header, settings.META_APP_SECRETS):
        return True
    remember_refusal(
        address=client_address(request),
        reason=_why(header),
        size=len(body),
    )
    return False


def _why(header: str) -> str:
    if not settings.META_APP_SECRETS:
        return "sin_secreto"
    return "firma_invalida" if header else "sin_firma"


def _keep(body: bytes) -> HttpResponse:
    try:
        store(drafts(parse(body)))
    except (MalformedBody, RecursionError):
        return HttpResponse(status=400)
    except DatabaseFailure as error:
        logger.error("webhook.not_stored error=%s", type(error).__name__)
        return HttpResponse(status=503)
    fault("webhook.stored")
    return HttpResponse(status=200)

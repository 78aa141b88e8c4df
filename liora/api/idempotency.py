"""`Idempotency-Key`: a creating request that is repeated creates nothing more.

The first request claims the key, runs in one transaction together with saving its answer, and
every later one with the same body gets that answer. A server that dies in between has committed
neither; the claim is free again after LEASE_S seconds.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from rest_framework.response import Response

from liora.api.errors import ApiError, BadRequest, Conflict
from liora.api.models import SavedAnswer
from liora.ops.ids import new_id

HEADER = "Idempotency-Key"
SHAPE = re.compile(r"[!-~]{1,200}")
LEASE_S = 60
KEPT = timedelta(hours=24)

Action = TypeVar("Action", bound=Callable[..., Any])


def idempotent(action: Action) -> Action:
    """Let a viewset's creating action be repeated with the header; without it nothing changes."""

    @wraps(action)
    def once(view: Any, request: Any, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return cast("Response", action(view, request, *args, **kwargs))
        if not SHAPE.fullmatch(key):
            raise BadRequest(
                _("Idempotency-Key lleva de 1 a 200 caracteres visibles, sin espacios."),
                code="idempotency_key_invalida",
            )
        return _answer_once(request, key, lambda: action(view, request, *args, **kwargs))

    once.idempotent = True  # type: ignore[attr-defined]  # read by the schema
    return cast("Action", once)


def _answer_once(request: Any, key: str, run: Callable[[], Response]) -> Response:
    owner, fingerprint = owner_of(request), fingerprint_of(request)
    claim = _claim(owner, key, fingerprint)
    if claim is None:
        return _repeated(owner, key, fingerprint)
    try:
        with transaction.atomic():
            response = run()
            _save(claim, response)
            return response
    except Exception:
        SavedAnswer.objects.filter(claim=claim, status=None).delete()
        raise


def owner_of(request: Any) -> str:
    cliente = getattr(request, "cliente", None)
    return f"{cliente.pk if cliente else '-'}:{request.user.pk}"


def fingerprint_of(request: Any) -> str:
    said = json.dumps(
        [request.method, request.path, request.query_params.urlencode(), request.data],
        sort_keys=True,
        ensure_ascii=True,
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _claim(owner: str, key: str, fingerprint: str) -> UUID | None:
    """Return a claim on the key, new or taken over from a server that died; None if it is held."""
    SavedAnswer.objects.filter(owner=owner, claimed_at__lt=Now() - KEPT).delete()
    claim = new_id()
    row = SavedAnswer(owner=owner, key=key, fingerprint=fingerprint, claim=claim)
    SavedAnswer.objects.bulk_create([row], ignore_conflicts=True)
    mine = SavedAnswer.objects.filter(owner=owner, key=key)
    if mine.filter(claim=claim).exists():
        return claim
    abandoned = mine.filter(
        status=None, fingerprint=fingerprint, claimed_at__lt=Now() - timedelta(seconds=LEASE_S)
    )
    taken = abandoned.update(claim=claim, claimed_at=Now())
    return claim if taken else None


def _repeated(owner: str, key: str, fingerprint: str) -> Response:
    saved = SavedAnswer.objects.filter(owner=owner, key=key).first()
    if saved is not None and saved.fingerprint != fingerprint:
        raise ApiError(
            _("Esa Idempotency-Key ya se usó con otro pedido: usá una nueva."),
            code="idempotency_key_usada",
            status=422,
        )
    if saved is None or saved.answer is None or saved.status is None:
        raise Conflict(
            _("Ese mismo pedido se está procesando: esperá unos segundos."), code="en_curso"
        )
    response = Response(json.loads(saved.answer.reveal()), status=saved.status)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _save(claim: UUID, response: Response) -> None:
    # Drawn as it will be sent, so that a repeated answer is the same bytes.
    answer = json.dumps(response.data, default=str)
    mine = SavedAnswer.objects.filter(claim=claim, status=None)
    if not mine.update(status=response.status_code, answer=answer):
        raise Conflict(_("Otro intento tomó este pedido."), code="en_curso")

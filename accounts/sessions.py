"""Sessions of the API: begun by a sign-in, renewed by a refresh token, ended for a reason."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError

from accounts.memberships import standing
from accounts.models import Session, UserCliente, Usuario
from accounts.tokens import Access, Refresh
from liora.api.errors import Unauthenticated
from tenants.audit import Actor, record

FORGOTTEN_AFTER = timedelta(days=1)
End = Session.End


@dataclass(frozen=True, slots=True)
class Pair:
    """What a signed-in program holds."""

    access: str
    refresh: str
    usuario: Usuario
    membership: UserCliente | None


def begin(
    usuario: Usuario, membership: UserCliente | None, *, address: str, user_agent: str
) -> Pair:
    """Open a session and return its first pair of tokens."""
    _forget_old(usuario)
    refresh = Refresh()
    session = Session.objects.create(
        usuario=usuario,
        refresh_jti=refresh["jti"],
        expires_at=_expiry(refresh),
        address=address[:45],
        user_agent=user_agent[:200],
    )
    return _pair(session, refresh, usuario, membership)


def renew(raw: str, *, actor: Actor) -> Pair:
    """Exchange a refresh token for a new pair, once.

    Raises Unauthenticated for a token that is not good, and ends its session when it was good
    once: somebody holds a copy.
    """
    old = _read(raw)
    new = Refresh()
    taken = Session.objects.filter(
        id=old["sid"], refresh_jti=old["jti"], ended_at=None, usuario_id=old["usuario_id"]
    ).update(refresh_jti=new["jti"], expires_at=_expiry(new), used_at=Now())
    if not taken:
        _end_family(old, actor)
        raise Unauthenticated
    session = Session.objects.select_related("usuario").get(id=old["sid"])
    membership = _still(session.usuario, old["cliente_id"])
    return _pair(session, new, session.usuario, membership)


def end(session_id: UUID, reason: str) -> int:
    return close(Session.objects.filter(id=session_id), reason)


def end_all(usuario: Usuario, reason: str) -> int:
    """End every session of a person; return how many there were."""
    return close(Session.objects.filter(usuario=usuario), reason)


def close(sessions: QuerySet[Session], reason: str) -> int:
    """End those that have not ended yet; return how many."""
    return sessions.filter(ended_at=None).update(ended_at=Now(), end_reason=reason)


def _read(raw: str) -> Refresh:
    try:
        token = Refresh(raw)  # type: ignore[arg-type]  # the library types it as itself
        UUID(token["sid"]), UUID(token["usuario_id"])
    except (TokenError, KeyError, ValueError, TypeError, AttributeError):
        raise Unauthenticated from None
    return token


@transaction.atomic
def _end_family(token: Refresh, actor: Actor) -> None:
    ended = end(UUID(token["sid"]), End.REUSO)
    if ended:
        record("cuenta.sesion_reusada", actor=actor, target=str(token["usuario_id"]))


def _still(usuario: Usuario, cliente_id: str | None) -> UserCliente | None:
    """Return the membership a session speaks for; raises Unauthenticated if it is over."""
    if not usuario.is_active:
        raise Unauthenticated
    if cliente_id is None:
        return None
    membership = standing(usuario).filter(cliente_id=cliente_id).first()
    if membership is None:
        raise Unauthenticated
    return membership


def _pair(
    session: Session, refresh: Refresh, usuario: Usuario, membership: UserCliente | None
) -> Pair:
    access = Access()
    for token in (access, refresh):
        token["sid"] = str(session.pk)
        token["usuario_id"] = str(usuario.pk)
        token["cliente_id"] = str(membership.cliente_id) if membership else None
        token["rol"] = membership.rol if membership else None
    return Pair(str(access), str(refresh), usuario, membership)


def _expiry(token: Refresh) -> datetime:
    return datetime.fromtimestamp(token["exp"], UTC)


def _forget_old(usuario: Usuario) -> None:
    """Drop a person's sessions that are long over, so that their table needs no one to tidy it."""
    Session.objects.filter(
        usuario=usuario, expires_at__lt=timezone.now() - FORGOTTEN_AFTER
    ).delete()

"""Who belongs to a business and with which role. It always keeps an owner who may act."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.invitations import invite, known_as
from accounts.letters import as_kept
from accounts.models import UserCliente
from liora.api.errors import Conflict, Forbidden, NotFound
from tenants.audit import Actor, record
from tenants.models import Cliente
from tenants.plans import Meter
from tenants.policy import room_for

Rol, Estado = UserCliente.Rol, UserCliente.Estado


class OwnersOnly(Forbidden):
    code = "solo_duenos"
    message = _("Solo un dueño puede nombrar, cambiar o quitar a un dueño.")


class LastOwner(Conflict):
    code = "ultimo_dueno"
    message = _("Es el último dueño activo: nombrá a otro antes.")


class NotAccepted(Conflict):
    code = "invitacion_pendiente"
    message = _("Todavía no aceptó la invitación: se puede cambiar su rol o quitarla.")


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked of a membership; None leaves it as it is."""

    rol: str | None = None
    estado: str | None = None


def members(cliente: Cliente) -> QuerySet[UserCliente]:
    """Return everybody who belongs to a business or is invited to; needs its scope."""
    return UserCliente.objects.filter(cliente=cliente).select_related("usuario")


@transaction.atomic
def invite_member(
    cliente: Cliente, *, email: str, rol: str, by: UserCliente, actor: Actor
) -> UserCliente:
    """Invite somebody, if the plan has room for one more; who was invited already takes none.

    Raises OwnersOnly, LimitReached, and as `invite` does.
    """
    may_name(by, rol)
    _lock(cliente)
    already = members(cliente).filter(usuario__email=as_kept(email)).first()
    if already:
        _may_touch(by, already)
    others = members(cliente).exclude(usuario__email=as_kept(email))
    room_for(cliente, Meter.USERS, others.count())
    return invite(cliente, email, rol, actor)


@transaction.atomic
def change_member(
    cliente: Cliente, member_id: UUID, change: Change, *, by: UserCliente, actor: Actor
) -> UserCliente:
    """Change a member's role or state.

    Raises NotFound, OwnersOnly, NotAccepted or LastOwner.
    """
    member, by = _locked(cliente, member_id, by)
    may_name(by, change.rol)
    _may_touch(by, member)
    before = {"rol": member.rol, "estado": member.estado}
    if change.estado and member.estado == Estado.INVITADO:
        raise NotAccepted
    member.rol = change.rol or member.rol
    member.estado = change.estado or member.estado
    member.save(update_fields=["rol", "estado"])
    _keep_an_owner(cliente)
    record_change(member, before, actor)
    return member


@transaction.atomic
def remove_member(cliente: Cliente, member_id: UUID, *, by: UserCliente, actor: Actor) -> None:
    """Take a member out, or an invitation back. Raises NotFound, OwnersOnly or LastOwner."""
    member, by = _locked(cliente, member_id, by)
    if member.pk != by.pk:
        _may_touch(by, member)
    before = {"rol": member.rol, "estado": member.estado}
    target = known_as(member)
    member.delete()
    _keep_an_owner(cliente)
    record("usuario.quitado", actor=actor, cliente_id=cliente.pk, target=target, before=before)


def may_name(by: UserCliente, rol: str | None) -> None:
    """Raise OwnersOnly when anybody but an owner would make an owner."""
    if rol == Rol.OWNER and by.rol != Rol.OWNER:
        raise OwnersOnly


def _may_touch(by: UserCliente, member: UserCliente) -> None:
    if member.rol == Rol.OWNER and by.rol != Rol.OWNER:
        raise OwnersOnly


def _locked(cliente: Cliente, member_id: UUID, by: UserCliente) -> tuple[UserCliente, UserCliente]:
    """Return both memberships as they are now, with the business locked against a second change.

    Two owners who demote each other at once would otherwise both see the other one stay.
    """
    _lock(cliente)
    found = members(cliente).filter(Q(pk=member_id) | Q(usuario_id=member_id)).first()
    now = members(cliente).filter(pk=by.pk, estado=Estado.ACTIVO).first()
    if now is None:
        raise Forbidden
    if found is None:
        raise NotFound
    return found, now


def _lock(cliente: Cliente) -> None:
    Cliente.objects.select_for_update().get(pk=cliente.pk)


def _keep_an_owner(cliente: Cliente) -> None:
    if not _acting_owners(cliente).exists():
        raise LastOwner


def is_last_owner(member: UserCliente) -> bool:
    """Tell whether a business would be without an owner who may act, were this one not one."""
    owners = _acting_owners(member.cliente)
    return owners.filter(pk=member.pk).exists() and not owners.exclude(pk=member.pk).exists()


def _acting_owners(cliente: Cliente) -> QuerySet[UserCliente]:
    return members(cliente).filter(
        rol=Rol.OWNER, estado=Estado.ACTIVO, usuario__estado=Estado.ACTIVO
    )


def record_change(member: UserCliente, before: dict[str, str], actor: Actor) -> None:
    """Add an audit row for the role and one for the state, where they are not as before."""
    for field, event in (("rol", "usuario.rol_cambiado"), ("estado", "usuario.estado_cambiado")):
        now = getattr(member, field)
        if now != before[field]:
            record(
                event,
                actor=actor,
                cliente_id=member.cliente_id,
                target=known_as(member),
                before={field: before[field]},
                after={field: now},
            )

"""Who is behind an access token."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import Session, UserCliente, Usuario
from tenants.models import Cliente


@dataclass(frozen=True, slots=True)
class Identity:
    """A person, the session they act in, the Cliente their token names, and where they belong.

    `memberships` are those accepted and not suspended, read once for the call at hand.
    """

    usuario: Usuario
    session: Session
    cliente_id: UUID | None
    memberships: tuple[UserCliente, ...]

    def clientes(self) -> tuple[Cliente, ...]:
        return tuple(membership.cliente for membership in self.memberships)

    def membership_in(self, cliente: Cliente) -> UserCliente:
        """Return the membership in one of `clientes()`."""
        return next(one for one in self.memberships if one.cliente_id == cliente.pk)

    @property
    def stands(self) -> bool:
        """Whether the token's own Cliente still lets this person in."""
        if self.cliente_id is None:
            return True
        mine = (cliente for cliente in self.clientes() if cliente.pk == self.cliente_id)
        return any(cliente.estado == Cliente.Estado.ACTIVO for cliente in mine)

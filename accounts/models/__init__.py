"""Who acts: people (`usuario`), what they may do where (`membership`), their sessions."""

from accounts.models.membership import UserCliente
from accounts.models.session import Session
from accounts.models.usuario import Usuario

__all__ = ["Session", "UserCliente", "Usuario"]

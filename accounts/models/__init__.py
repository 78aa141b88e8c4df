"""Who acts: people (`usuario`) and what they may do in each business (`membership`)."""

from accounts.models.membership import UserCliente
from accounts.models.usuario import Usuario

__all__ = ["UserCliente", "Usuario"]

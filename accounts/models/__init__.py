"""Who acts: people (`usuario`), what they may do in each business (`membership`), mail to them."""

from accounts.models.letter import Letter
from accounts.models.membership import UserCliente
from accounts.models.usuario import Usuario

__all__ = ["Letter", "UserCliente", "Usuario"]

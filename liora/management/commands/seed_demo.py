import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liora.demo.seeding import OPERATOR, OWNER, Seeded, seed


class Command(BaseCommand):
    help = "Carga los datos de muestra. Se puede repetir: lo que ya está, queda como está."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError(_("Los datos de muestra se cargan solo en desarrollo."))
        seeded = seed(password=os.environ.get("LIORA_DEMO_PASSWORD", ""))
        self.stdout.write("\n".join(lines(seeded)))


def lines(seeded: Seeded) -> list[str]:
    """Return what to tell: what is for sale, and how to sign in."""
    shops = [
        _("%(shop)s: catálogo v%(version)d con %(count)d productos")
        % {"shop": cliente.name, "version": catalog.version, "count": catalog.rows_count}
        for cliente, catalog in seeded.catalogs
    ]
    return [
        *shops,
        _("Dueña: %(email)s · Operación: %(operator)s") % {"email": OWNER, "operator": OPERATOR},
        _password(seeded.password),
    ]


def _password(password: str) -> str:
    if password:
        return _("Contraseña de las dos cuentas: %(password)s") % {"password": password}
    return _("La contraseña no cambió. Para poner otra: LIORA_DEMO_PASSWORD=… make demo")

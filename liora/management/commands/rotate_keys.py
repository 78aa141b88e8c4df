"""`manage.py rotate_keys`: bring every stored secret under the newest key."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liora.ops.key_rotation import (
    BATCH,
    UNKNOWN_KEY,
    Progress,
    encrypted_fields,
    newest_key_id,
    rotate,
    values_by_key,
)


class Command(BaseCommand):
    help = "Vuelve a cifrar con la clave más nueva de ENCRYPTION_KEY lo que está con otra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=BATCH, help="valores leídos por vez")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ENCRYPTION_KEYS:
            raise CommandError(_("Falta ENCRYPTION_KEY: no hay con qué cifrar."))
        if options["batch"] < 1:
            raise CommandError(_("--batch tiene que ser 1 o más."))
        unreadable = sum(self.rotate(field, options["batch"]) for field in encrypted_fields())
        left = self.tell_what_is_under_each_key()
        if left:
            raise CommandError(_refusal(left, unreadable))
        self.stdout.write(_("Todo está con la clave más nueva."))

    def rotate(self, field: Any, batch: int) -> int:
        """Rotate one column; return how many of its values no key opened."""
        progress = Progress("")
        for progress in rotate(field, batch=batch):
            self.stdout.write(_line(progress))
        return progress.unreadable

    def tell_what_is_under_each_key(self) -> int:
        """Write the count of every key; return how many values are not under the newest."""
        counted = sum(map(values_by_key, encrypted_fields()), Counter({newest_key_id(): 0}))
        counted.setdefault(newest_key_id(), 0)
        for name, count in counted.items():
            self.stdout.write(_count(name, count))
        return counted.total() - counted[newest_key_id()]


def _line(progress: Progress) -> str:
    return _("%(column)s: %(rotated)d cifrados de nuevo, %(unreadable)d ilegibles") % {
        "column": progress.column,
        "rotated": progress.rotated,
        "unreadable": progress.unreadable,
    }


def _count(name: str, count: int) -> str:
    values = ngettext("%(count)d valor", "%(count)d valores", count) % {"count": count}
    if name == UNKNOWN_KEY:
        return _("Sin nombre de clave: %(values)s") % {"values": values}
    text = _("Clave %(name)s (la más nueva): %(values)s")
    if name != newest_key_id():
        text = _("Clave %(name)s: %(values)s")
    return text % {"name": name, "values": values}


def _refusal(left: int, unreadable: int) -> str:
    if unreadable:
        return _(
            "%(left)d valores siguen sin la clave más nueva y %(unreadable)d no se pueden abrir: "
            "les falta su clave en ENCRYPTION_KEY o fueron alterados."
        ) % {"left": left, "unreadable": unreadable}
    return _(
        "%(left)d valores se escribieron mientras tanto con otra clave. Reiniciá lo que todavía "
        "use la anterior y repetí el comando."
    ) % {"left": left}

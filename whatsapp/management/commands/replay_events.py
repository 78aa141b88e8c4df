"""`manage.py replay_events`: see what could not be answered, and let it be tried again."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.models import Cliente
from whatsapp.models import InboundEvent
from whatsapp.replay import dead_events, replay


class Command(BaseCommand):
    help = "Vuelve a intentar los eventos que no se pudieron procesar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cliente", default="", help="solo los de este cliente (slug)")
        parser.add_argument("--event", type=UUID, help="solo este evento (id)")
        parser.add_argument("--list", action="store_true", help="muestra cuáles son y nada más")
        parser.add_argument("--dry-run", action="store_true", help="cuenta sin cambiar nada")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, event_id = options["cliente"], options["event"]
        if slug and not Cliente.objects.filter(slug=slug).exists():
            raise CommandError(_("No hay ningún cliente «%(slug)s».") % {"slug": slug})
        events = dead_events(slug=slug, event_id=event_id)
        if event_id and not events:
            raise CommandError(_("No hay ningún evento muerto con ese id."))
        if options["list"]:
            for event in events:
                self.stdout.write(line_of(event))
        elif options["dry_run"]:
            self.stdout.write(_would_replay(len(events)))
        else:
            self.stdout.write(_replayed(replay(events)))


def line_of(event: InboundEvent) -> str:
    """Return one line about a dead event, without what was said."""
    when = timezone.localtime(event.received_at).strftime("%Y-%m-%d %H:%M:%S")
    owner = event.cliente.slug if event.cliente else "-"
    return f"{event.id}  {when}  {owner}  {event.kind}/{event.subtype}  {event.error}"


def _would_replay(count: int) -> str:
    return ngettext(
        "Se volvería a intentar %(count)d evento.",
        "Se volverían a intentar %(count)d eventos.",
        count,
    ) % {"count": count}


def _replayed(count: int) -> str:
    return ngettext(
        "Se vuelve a intentar %(count)d evento.",
        "Se vuelven a intentar %(count)d eventos.",
        count,
    ) % {"count": count}

"""The files that wait to be fetched."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Now, RowNumber

from conversations.media.fetching import Wanted
from conversations.models import MediaFile
from whatsapp.models import WabaAccount

Estado, Failure = MediaFile.Estado, MediaFile.Failure


def take(limit: int, *, of_one: int, but: Sequence[UUID], lease: timedelta) -> list[Wanted]:
    """Take up to `limit` files that are due, at most `of_one` of a Cliente and none of `but`.

    Whoever takes one has it for the length of `lease`; each taking counts as an attempt.
    """
    # Asked first, because a transaction takes SQLite's only write lock.
    if not _due().exists():
        return []
    with transaction.atomic():
        rows = _locked([row.id for row in _shares(of_one, but)[:limit]])
        MediaFile.objects.filter(id__in=[row.id for row in rows]).update(
            attempts=F("attempts") + 1, not_before=Now() + lease
        )
        _give_up([row for row in rows if row.waba_account is None])
    return [_wanted(row, row.waba_account) for row in rows if row.waba_account]


def _due() -> QuerySet[MediaFile]:
    return MediaFile.objects.filter(estado=Estado.ESPERANDO, not_before__lte=Now())


def _shares(of_one: int, but: Sequence[UUID]) -> QuerySet[MediaFile]:
    place = Window(RowNumber(), partition_by=F("cliente"), order_by=("not_before", "id"))
    mine = _due().exclude(cliente__in=but).annotate(place=place)
    return mine.filter(place__lte=of_one).order_by("place", "not_before").only("id")


def _locked(ids: Sequence[UUID]) -> list[MediaFile]:
    rows = _due().filter(id__in=ids).select_related("waba_account").order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows)


def _give_up(rows: Sequence[MediaFile]) -> None:
    MediaFile.objects.filter(id__in=[row.id for row in rows]).update(
        estado=Estado.FALLIDO, failure=Failure.SIN_NUMERO
    )


def _wanted(row: MediaFile, account: WabaAccount) -> Wanted:
    return Wanted(
        id=row.id,
        cliente_id=row.cliente_id,
        kind=row.kind,
        media_id=row.media_id,
        sha256=row.sha256,
        token=account.access_token,
        attempt=row.attempts + 1,
    )

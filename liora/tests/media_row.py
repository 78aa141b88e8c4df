"""A file that somebody sent, with its bytes where they belong."""

from django.utils import timezone

from conversations.media.keeping import place_of
from conversations.models import ConversationLog, MediaFile


def received_file(log: ConversationLog, *, said: str) -> MediaFile:
    file = MediaFile.objects.create(
        cliente=log.cliente,
        log=log,
        waba_account=log.waba_account,
        kind="document",
        media_id="1003383421387256",
        name=said[:255],
        estado=MediaFile.Estado.GUARDADO,
        mime="application/pdf",
        size=4,
        not_before=timezone.now(),
    )
    place = place_of(file.cliente_id, file.id)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"%PDF")
    return file

"""Publishing a catalog: a file becomes the next numbered version of a Cliente's catalog."""

import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db import OperationalError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from catalog.files.trouble import UnreadableCatalog
from catalog.files.unpacking import GZIP, LARGEST_PACKED
from catalog.finishing import finish
from catalog.ingest import ingest
from catalog.models import CatalogSnapshot, CatalogUpload, UploadPart
from catalog.snapshots import IN_PROGRESS, active_snapshot, lock, newest_version
from liora.api.errors import Conflict
from liora.ops.ids import new_id
from tenants.audit import SYSTEM, Actor, record
from tenants.models import Cliente

Estado = CatalogSnapshot.Estado
# What is read while its sender waits; some 5,000 products, in under a second.
READ_AT_ONCE = 512 * 1024
PART_BYTES = 1024 * 1024
LONGEST_SOURCE = 120


class VersionConflict(Conflict):
    code = "version_superada"


class InProgress(Conflict):
    code = "publicacion_en_curso"
    message = gettext_lazy("Otra publicación se está leyendo: esperá a que termine.")


@dataclass(frozen=True, slots=True)
class Push:
    """A file somebody wants sold from. `file` can be read from its start more than once."""

    file: BinaryIO
    size: int
    checksum: str
    """SHA-256 of the bytes as they came, in hexadecimal."""
    source: str
    encoding: str = ""
    activate: bool = True
    release: bool = False
    version: int | None = None
    """The number it must get; None for the next one."""


@dataclass(frozen=True, slots=True)
class Published:
    snapshot: CatalogSnapshot
    created: bool
    """False where the file is a version already, so that nothing was done."""


def push_of(content: bytes, source: str, **options: object) -> Push:
    """Return a push of a file that is in memory already."""
    checksum = hashlib.sha256(content).hexdigest()
    return Push(io.BytesIO(content), len(content), checksum, source, **options)  # type: ignore[arg-type]


def publish(
    cliente: Cliente,
    push: Push,
    *,
    actor: Actor = SYSTEM,
    base: int | None = None,
    at_once: bool | None = None,
) -> Published:
    """Keep a file as the next version, and sell from it unless it fails, is held or is not to.

    A small file is read now, a large one by a worker; `at_once` decides otherwise. `base` is the
    newest version its sender may know of. Raises VersionConflict where the number asked for is
    not the next one or another file came in between, InProgress while another one is being read,
    and, for a file read now, UnreadableCatalog, TooMuch and LimitReached, keeping nothing.
    """
    with scope(cliente=cliente):
        if push.version is None and (same := _the_same(cliente, push)):
            return Published(same, created=False)
        small = is_small(push) if at_once is None else at_once
        keep = _read_now if small else _queue
        return Published(keep(cliente, push, base, actor), created=True)


def _the_same(cliente: Cliente, push: Push) -> CatalogSnapshot | None:
    """Return the version that this very file already is: the active one, or the newest if held."""
    held = CatalogSnapshot.objects.filter(version=newest_version(), estado=Estado.RETENIDO).first()
    known = [active_snapshot(cliente), None if push.release else held]
    return next((one for one in known if one and one.checksum == push.checksum), None)


def is_small(push: Push) -> bool:
    """Tell whether a file can be read while its sender waits; a compressed one may be anything."""
    push.file.seek(0)
    packed = push.file.read(2) == GZIP
    return push.size <= (READ_AT_ONCE // 8 if packed else READ_AT_ONCE)


def _read_now(cliente: Cliente, push: Push, base: int | None, actor: Actor) -> CatalogSnapshot:
    with transaction.atomic():
        snapshot = _begin(cliente, push, base, actor)
        log = ingest(snapshot, push.file, encoding=push.encoding)
        finish(snapshot, log, release=push.release, actor=actor)
    return snapshot


@transaction.atomic
def _queue(cliente: Cliente, push: Push, base: int | None, actor: Actor) -> CatalogSnapshot:
    if push.size > LARGEST_PACKED:
        raise UnreadableCatalog(_("El archivo es demasiado grande."))
    snapshot = _begin(cliente, push, base, actor)
    upload = CatalogUpload.objects.create(
        cliente=cliente,
        snapshot=snapshot,
        encoding=push.encoding,
        release=push.release,
        pending_since=Now(),
    )
    for place, part in enumerate(_parts(push.file)):
        UploadPart.objects.create(cliente=cliente, upload=upload, place=place, packed=part)
    return snapshot


def _begin(cliente: Cliente, push: Push, base: int | None, actor: Actor) -> CatalogSnapshot:
    """Take the next number, with the Cliente locked: of two at once, one finds it taken."""
    _lock(cliente)
    newest = newest_version()
    if CatalogSnapshot.objects.filter(estado__in=IN_PROGRESS).exists():
        raise InProgress
    if base is not None and newest != base:
        raise VersionConflict(_("Otra publicación llegó a la vez: la última es la %d.") % newest)
    if push.version is not None and push.version != newest + 1:
        raise VersionConflict(
            _("La versión %(asked)d no es la siguiente: la última es la %(newest)d.")
            % {"asked": push.version, "newest": newest}
        )
    snapshot = CatalogSnapshot.objects.create(
        id=new_id(),
        cliente=cliente,
        version=newest + 1,
        checksum=push.checksum,
        bytes_count=push.size,
        source=push.source[:LONGEST_SOURCE],
        activate_when_ready=push.activate,
    )
    told = {"version": snapshot.version, "bytes": push.size, "checksum": push.checksum}
    record(
        "catalogo.publicado",
        actor=actor,
        cliente_id=cliente.pk,
        target=f"v{snapshot.version}",
        after=told,
    )
    return snapshot


def _lock(cliente: Cliente) -> None:
    """Wait for whoever is publishing; raises InProgress when that takes too long."""
    try:
        lock(cliente)
    except OperationalError as error:
        # lock_not_available (PostgreSQL, appendix A), and SQLite's own words for it.
        if getattr(error.__cause__, "sqlstate", "") == "55P03" or "locked" in str(error):
            raise InProgress from error
        raise


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART_BYTES):
        yield zlib.compress(part, 1)

"""The station of catalogs: reads the large files, and removes versions that are kept no longer."""

import logging
import tempfile
import zlib
from datetime import timedelta
from typing import BinaryIO

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from catalog.finishing import fail, fail_for, finish, remove_items
from catalog.ingest import Tally, ingest
from catalog.models import CatalogSnapshot, CatalogUpload, IngestLog, UploadPart
from liora.api.errors import ApiError
from liora.ops import lanes
from tenants.audit import SYSTEM

# Longer than a batch of rows takes, which is what lengthens it.
LEASE = timedelta(minutes=2)
# A file whose workers died this often kills workers.
MAX_CRASHES = 3
REMOVED_AT_ONCE = 20_000
LONGEST_STATEMENT = "15min"

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has the file."""


class Publisher:
    name = "catalog"

    def step(self) -> bool:
        """Read one file, or remove some rows of an old version; return whether there was any."""
        claims = lanes.claim(CatalogUpload, limit=1, lease=LEASE)
        for claim in claims:
            _take_time()
            with scopes_disabled():
                upload = CatalogUpload.objects.select_related("snapshot__cliente").get(
                    pk=claim.lane_id
                )
            with scope(cliente=upload.snapshot.cliente):
                _settle(claim, upload)
        return bool(claims) or remove_expired()

    def close(self) -> None:
        """A file that was begun is begun again by whoever comes next."""


def _take_time() -> None:
    """Let statements on this thread's connection last: one writes a batch of a huge file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{LONGEST_STATEMENT}'")


def _settle(claim: lanes.Claim, upload: CatalogUpload) -> None:
    snapshot = upload.snapshot
    try:
        log = _read(claim, upload)
        with transaction.atomic():
            _give_back(claim, upload)
            finish(snapshot, log, release=upload.release, actor=SYSTEM)
    except LeaseLost:
        logger.warning("catalog.lease_lost snapshot=%s", snapshot.pk)
    except ApiError as error:
        logger.info("catalog.refused snapshot=%s code=%s", snapshot.pk, error.code)
        with transaction.atomic():
            _give_back(claim, upload)
            remove_items(snapshot)
            fail_for(snapshot, error)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("catalog.trouble snapshot=%s", snapshot.pk)
        with transaction.atomic():
            _give_back(claim, upload)
            remove_items(snapshot)
            fail(snapshot, "error_interno", _("No se pudo leer el archivo: ya lo estamos mirando."))


def _read(claim: lanes.Claim, upload: CatalogUpload) -> IngestLog:
    snapshot = upload.snapshot
    if claim.crashes >= MAX_CRASHES:
        raise ApiError(
            _("El proceso se cayó cada vez que leyó el archivo."), code="catalogo_mata_procesos"
        )
    remove_items(snapshot)
    CatalogSnapshot.objects.filter(pk=snapshot.pk).update(estado=CatalogSnapshot.Estado.VALIDANDO)
    IngestLog.objects.filter(snapshot=snapshot).delete()

    def hold(_tally: Tally) -> None:
        if not lanes.extend(CatalogUpload, [claim], lease=LEASE):
            raise LeaseLost

    with tempfile.TemporaryFile() as file:
        _unpack(upload, file)
        return ingest(snapshot, file, encoding=upload.encoding, after_batch=hold)


def _unpack(upload: CatalogUpload, file: BinaryIO) -> None:
    parts = UploadPart.objects.filter(upload=upload).order_by("place")
    for packed in parts.values_list("packed", flat=True).iterator(8):
        part = zlib.decompress(packed)
        file.write(part)


def _give_back(claim: lanes.Claim, upload: CatalogUpload) -> None:
    """Take the upload away; raises LeaseLost where it is another worker's by now."""
    if not lanes.release(CatalogUpload, [claim]):
        raise LeaseLost
    UploadPart.objects.filter(upload=upload).delete()
    upload.delete()


def remove_expired() -> bool:
    """Remove some rows of a version that is kept no longer; return whether there was one."""
    with scopes_disabled(), transaction.atomic():
        expired = CatalogSnapshot.objects.filter(expired_at__isnull=False)
        if connection.features.has_select_for_update_skip_locked:
            # One worker for each version, or two would think it empty after each other's rows.
            expired = expired.select_for_update(skip_locked=True)
        snapshot = expired.first()
        if snapshot is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM catalog_item WHERE id IN"
                " (SELECT id FROM catalog_item WHERE snapshot_id = %s LIMIT %s)",
                [snapshot.pk.hex, REMOVED_AT_ONCE],
            )
            removed = cursor.rowcount
        if removed < REMOVED_AT_ONCE:
            snapshot.delete()
    return True

"""Large files are read by a worker; whatever happens to it, the old version goes on selling."""

import gzip

import pytest
from django.db.models.functions import Now
from django_scopes import scope, scopes_disabled

from catalog import ingest, publisher
from catalog.files.trouble import UnreadableCatalog
from catalog.models import CatalogItem, CatalogSnapshot, CatalogUpload, IngestLog, UploadPart
from catalog.publish import InProgress, is_small, push_of
from catalog.publisher import Publisher
from catalog.tests.conftest import Publish, active_version, fresh, some
from tenants.models import Cliente


@pytest.fixture
def queue(publish: Publish) -> Publish:
    return lambda *rows, **options: publish(*rows, at_once=False, **options)


def step() -> bool:
    return Publisher().step()


def expire_lease() -> None:
    """Let the lease of whoever has the file end, as when its worker was killed."""
    with scopes_disabled():
        CatalogUpload.objects.update(lease_until=Now(), pending_since=Now())


def left_over() -> int:
    return CatalogUpload._base_manager.count() + UploadPart._base_manager.count()


def test_it_works(shop: Cliente, queue: Publish):
    snapshot = queue(*some(3))
    assert (snapshot.estado, active_version(shop)) == ("recibido", None)
    assert step()
    assert (fresh(snapshot).estado, fresh(snapshot).rows_count) == ("activo", 3)
    assert active_version(shop) == 1
    assert left_over() == 0
    assert not step()


def test_nothing_else_is_published_meanwhile(queue: Publish, publish: Publish):
    queue(*some(3))
    with pytest.raises(InProgress):
        publish(*some(1))
    step()
    assert publish(*some(1)).version == 2


def test_a_file_that_cannot_be_read_fails_with_a_reason(shop: Cliente, queue: Publish, publish):
    publish(*some(2))
    snapshot = queue("solo,dos", header="sku,title")
    step()
    failed = fresh(snapshot)
    assert (failed.estado, failed.failure_code) == ("fallido", "catalogo_ilegible")
    assert "price" in failed.failure
    assert active_version(shop) == 1
    assert left_over() == 0


def test_a_plan_that_is_passed_fails_and_keeps_no_row(shop: Cliente, queue: Publish):
    snapshot = queue(*some(1001))
    step()
    failed = fresh(snapshot)
    assert (failed.estado, failed.failure_code) == ("fallido", "limite_filas_catalogo")
    assert "1000" in failed.failure.replace(".", "")
    assert not CatalogItem._base_manager.exists()


def test_a_worker_that_dies_in_the_middle_is_followed_by_another(
    shop: Cliente, queue: Publish, publish: Publish, monkeypatch: pytest.MonkeyPatch
):
    publish(*some(1))
    monkeypatch.setattr(ingest, "BATCH_ROWS", 2)
    snapshot = queue(*some(5))
    extend = publisher.lanes.extend
    calls = []

    def dies(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return extend(*args, **kwargs)

    monkeypatch.setattr(publisher.lanes, "extend", dies)
    with pytest.raises(KeyboardInterrupt):
        step()
    with scope(cliente=shop):
        assert 0 < CatalogItem.objects.filter(snapshot=snapshot).count() < 5
    assert (fresh(snapshot).estado, active_version(shop)) == ("validando", 1)
    assert not step()
    expire_lease()
    assert step()
    with scope(cliente=shop):
        assert CatalogItem.objects.filter(snapshot=snapshot).count() == 5
        assert IngestLog.objects.filter(snapshot=snapshot).count() == 1
    assert active_version(shop) == 2


def test_a_file_that_kills_every_worker_is_given_up(shop: Cliente, queue: Publish, publish):
    publish(*some(1))
    snapshot = queue(*some(2))
    with scopes_disabled():
        CatalogUpload.objects.update(crashes=publisher.MAX_CRASHES)
    step()
    assert fresh(snapshot).failure_code == "catalogo_mata_procesos"
    assert active_version(shop) == 1
    assert left_over() == 0


def test_whoever_lost_the_file_to_another_settles_nothing(
    shop: Cliente, queue: Publish, monkeypatch: pytest.MonkeyPatch
):
    snapshot = queue(*some(3))
    read = publisher.ingest

    def slow(*args, **kwargs):
        log = read(*args, **kwargs)
        with scopes_disabled():
            CatalogUpload.objects.update(fence=99)
        return log

    monkeypatch.setattr(publisher, "ingest", slow)
    step()
    assert fresh(snapshot).estado == "validando"
    assert active_version(shop) is None
    assert CatalogUpload._base_manager.count() == 1


def test_whoever_loses_the_file_between_two_batches_writes_no_more(
    shop: Cliente, queue: Publish, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ingest, "BATCH_ROWS", 2)
    snapshot = queue(*some(9))
    store = ingest.store

    def stored(*args, **kwargs):
        store(*args, **kwargs)
        with scopes_disabled():
            CatalogUpload.objects.update(fence=99)

    monkeypatch.setattr(ingest, "store", stored)
    step()
    with scope(cliente=shop):
        assert not CatalogItem.objects.filter(snapshot=snapshot).exists()
    assert fresh(snapshot).estado == "validando"


def test_what_nobody_foresaw_fails_the_version_and_not_the_worker(
    shop: Cliente, queue: Publish, monkeypatch: pytest.MonkeyPatch, caplog
):
    snapshot = queue(*some(3))

    def trouble(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(publisher, "ingest", trouble)
    assert step()
    assert fresh(snapshot).failure_code == "error_interno"
    assert "catalog.trouble" in caplog.text


def test_a_version_can_be_kept_without_selling_from_it(shop: Cliente, queue: Publish):
    snapshot = queue(*some(3), activate=False)
    step()
    assert (fresh(snapshot).estado, active_version(shop)) == ("listo", None)


def test_a_held_version_waits(shop: Cliente, queue: Publish, publish: Publish):
    publish(*some(10))
    snapshot = queue(*some(1), release=False)
    step()
    assert fresh(snapshot).estado == "retenido"
    assert active_version(shop) == 1


def test_small_files_are_read_at_once_and_compressed_ones_only_if_tiny():
    assert is_small(push_of(b"sku\n" * 1000, "x"))
    assert not is_small(push_of(b"a" * 1024 * 1024 + b"a", "x"))
    assert not is_small(push_of(gzip.compress(bytes(range(256)) * 1, 0) + b"\0" * 65536, "x"))


def test_a_file_read_at_once_that_fails_leaves_nothing(shop: Cliente, publish: Publish):
    with pytest.raises(UnreadableCatalog):
        publish("a,b", header="sku,title")
    assert not CatalogSnapshot._base_manager.exists()

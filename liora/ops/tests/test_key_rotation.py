"""`manage.py rotate_keys`: every secret comes under the newest key, whatever happens meanwhile."""

import signal
from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms import modelform_factory
from django_scopes import scopes_disabled

from liora.ops.encryption import DecryptionError, Secret, decrypt, encrypt, key_id
from liora.ops.key_rotation import encrypted_fields
from liora.tests.racing import race
from liora.tests.running import manage, until
from tenants.models import Cliente, PublishSecret
from whatsapp.models import WabaAccount
from whatsapp.tests.factories import WabaAccountFactory

pytestmark = pytest.mark.django_db

OLD, NEW = "la clave de antes", "la clave de ahora"
TOKEN = "EAAcanarioQueRota"
TABLES = {"waba_account": "access_token", "publish_secret": "secret"}


@pytest.fixture(autouse=True)
def unscoped():
    with scopes_disabled():
        yield


@pytest.fixture
def old_key(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [OLD]


def add_secrets(cliente: Cliente, count: int) -> list[str]:
    """Give a Cliente this many secrets; return what they are."""
    over = datetime(2020, 1, 1, tzinfo=UTC)
    plains = [f"secreto {number}" for number in range(count)]
    PublishSecret.objects.bulk_create(
        PublishSecret(cliente=cliente, secret=plain, expires_at=over) for plain in plains
    )
    return plains


def stored(table: str = "publish_secret") -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {TABLES[table]} FROM {table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def keys_in_use(table: str = "publish_secret") -> Counter[str]:
    return Counter(value.partition("$")[0] for value in stored(table))


def rotated() -> str:
    """Run the command; return what it printed."""
    shown = StringIO()
    call_command("rotate_keys", stdout=shown)
    return shown.getvalue()


def test_it_knows_every_encrypted_column_by_itself():
    columns = {(field.model._meta.db_table, field.column) for field in encrypted_fields()}
    assert columns >= {*TABLES.items(), ("saved_answer", "answer")}


def test_once_it_ran_the_old_key_can_go(old_key: None, cliente: Cliente, settings: Any):
    plains = add_secrets(cliente, 7)
    WabaAccountFactory(cliente=cliente, access_token=TOKEN)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    call_command("rotate_keys", batch=3, stdout=StringIO())
    settings.ENCRYPTION_KEYS = [NEW]
    assert sorted(row.secret.reveal() for row in PublishSecret.objects.all()) == plains
    assert WabaAccount.objects.get().access_token.reveal() == TOKEN


def test_it_tells_how_many_values_each_key_holds_and_none_of_them(
    old_key: None, cliente: Cliente, settings: Any
):
    plains = add_secrets(cliente, 3)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    shown = rotated()
    assert "publish_secret.secret: 3 cifrados de nuevo, 0 ilegibles" in shown
    assert f"Clave {key_id(NEW)} (la más nueva): 3 valores" in shown
    assert key_id(OLD) not in shown
    assert [plain for plain in [*plains, NEW, OLD, *stored()] if plain in shown] == []


def test_what_is_under_the_newest_key_is_left_alone(old_key: None, cliente: Cliente, settings: Any):
    add_secrets(cliente, 3)
    settings.SECRET_KEY = "otra clave, que no tiene que ver con los secretos guardados"
    before = stored()
    assert "Clave" in rotated()
    assert stored() == before


def test_a_value_that_no_key_opens_is_left_told_and_keeps_none_back(
    old_key: None, cliente: Cliente, settings: Any
):
    add_secrets(cliente, 3)
    settings.ENCRYPTION_KEYS = ["una clave perdida"]
    lost = encrypt(TOKEN)
    PublishSecret.objects.filter(pk=PublishSecret.objects.earliest("pk").pk).update(
        secret=Secret(lost)
    )
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match="1 no se pueden abrir"):
        rotated()
    assert keys_in_use() == {key_id(NEW): 2, key_id("una clave perdida"): 1}
    with pytest.raises(DecryptionError):
        decrypt(lost)


def test_an_altered_byte_raises_and_is_not_encrypted_anew(
    old_key: None, cliente: Cliente, settings: Any
):
    add_secrets(cliente, 1)
    (value,) = stored()
    altered = value[:30] + ("A" if value[30] != "A" else "B") + value[31:]
    PublishSecret.objects.update(secret=Secret(altered))
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError):
        rotated()
    assert stored() == [altered]
    with pytest.raises(DecryptionError):
        PublishSecret.objects.get().secret.reveal()


def test_a_value_in_the_clear_is_not_printed(old_key: None, cliente: Cliente, settings: Any):
    add_secrets(cliente, 1)
    PublishSecret.objects.update(secret=Secret("EAAGenClaro"))
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    shown = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("rotate_keys", stdout=shown)
    assert "Sin nombre de clave: 1 valor" in shown.getvalue()
    assert "EAAG" not in shown.getvalue() + str(refused.value)


def test_without_keys_it_refuses(settings: Any):
    settings.ENCRYPTION_KEYS = []
    with pytest.raises(CommandError, match="ENCRYPTION_KEY"):
        rotated()


@pytest.mark.django_db(transaction=True)
def test_what_somebody_writes_meanwhile_is_never_written_over(cliente: Cliente, settings: Any):
    settings.ENCRYPTION_KEYS = [OLD]
    add_secrets(cliente, 60)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    pks = list(PublishSecret.objects.order_by("pk").values_list("pk", flat=True))

    def write() -> None:
        with scopes_disabled():
            for pk in pks:
                PublishSecret.objects.filter(pk=pk).update(secret=f"nuevo {pk}")

    race(write, rotated, write)
    settings.ENCRYPTION_KEYS = [NEW]
    assert [row.secret.reveal() for row in PublishSecret.objects.order_by("pk")] == [
        f"nuevo {pk}" for pk in pks
    ]


def test_a_row_read_before_and_saved_after_is_put_right_by_running_again(
    old_key: None, cliente: Cliente, settings: Any
):
    add_secrets(cliente, 1)
    row = PublishSecret.objects.get()
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    rotated()
    row.save()
    assert keys_in_use() == {key_id(OLD): 1}
    rotated()
    assert keys_in_use() == {key_id(NEW): 1}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_goes_on_where_it_was(
    cliente: Cliente, settings: Any, database_url: str, tmp_path: Any
):
    settings.ENCRYPTION_KEYS = [OLD]
    plains = add_secrets(cliente, 3000)
    environment = {"DATABASE_URL": database_url, "ENCRYPTION_KEY": f"{NEW},{OLD}"}
    with manage(tmp_path, "rotate_keys", "--batch", "1", **environment) as running:
        until(lambda: keys_in_use()[key_id(NEW)] > 20)
        assert running.end(signal.SIGKILL) == -signal.SIGKILL
    left = keys_in_use()
    assert set(left) == {key_id(OLD), key_id(NEW)}
    with manage(tmp_path, "rotate_keys", **environment) as running:
        assert running.process.wait(120) == 0, running.output
    assert f"{left[key_id(OLD)]} cifrados de nuevo" in running.output
    settings.ENCRYPTION_KEYS = [NEW]
    assert sorted(row.secret.reveal() for row in PublishSecret.objects.all()) == sorted(plains)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_that_check_forms_and_read_never_see_ciphertext(cliente: Cliente):
    """A field that keeps its state on itself hands one thread's ciphertext to another."""
    account = WabaAccountFactory(cliente=cliente, access_token=TOKEN)
    form = modelform_factory(WabaAccount, fields=["waba_id", "access_token"])

    def check_and_read() -> set[str]:
        with scopes_disabled():
            seen = set()
            for _ in range(20):
                sent = form({"waba_id": "2", "access_token": TOKEN}, instance=WabaAccount())
                assert sent.is_valid(), sent.errors
                seen.add(sent.instance.access_token.reveal())
                seen.add(WabaAccount.objects.get(pk=account.pk).access_token.reveal())
            return seen

    assert race(*[check_and_read] * 8) == [{TOKEN}] * 8

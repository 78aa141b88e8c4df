"""A secret at rest is ciphertext, and nothing shows it but `reveal()`."""

import json
import pickle

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from django_scopes import scopes_disabled

from liora.ops import encryption
from liora.ops.encryption import DecryptionError, Secret, encrypt, key_id
from whatsapp.models import WabaAccount

pytestmark = pytest.mark.django_db

TOKEN = "EAAcanarioDelToken123"


@pytest.fixture(autouse=True)
def unscoped():
    with scopes_disabled():
        yield


@pytest.fixture
def account(waba):
    waba.access_token = TOKEN
    waba.save()
    return WabaAccount.objects.get(id=waba.id)


def raw(account) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access_token FROM waba_account WHERE phone_number_id = %s",
            [account.phone_number_id],
        )
        return cursor.fetchone()[0]


def test_it_works(account):
    assert account.access_token.reveal() == TOKEN


def test_the_column_holds_ciphertext_and_the_name_of_its_key(account, settings):
    stored = raw(account)
    assert TOKEN not in stored
    assert stored.startswith(key_id(settings.ENCRYPTION_KEYS[0]) + "$")


def test_the_same_secret_is_never_stored_twice_alike():
    assert encrypt(TOKEN) != encrypt(TOKEN)


def test_the_name_of_a_key_tells_nothing_of_it():
    assert key_id("clave") not in ("clave", "")
    assert len(key_id("una clave muy larga " * 50)) == 8


@pytest.mark.parametrize(
    "show",
    [repr, str, "{}".format, "{!r:>20}".format, "%s".__mod__, ascii, lambda secret: f"{secret}"],
)
def test_however_it_is_printed_it_is_asterisks(account, show):
    assert show(account.access_token).strip() == "***"
    assert TOKEN not in show(account.access_token)


def test_an_instance_never_carries_plain_text_even_before_it_is_saved():
    unsaved = WabaAccount(access_token=TOKEN)
    assert TOKEN not in repr(vars(unsaved))
    assert unsaved.access_token.reveal() == TOKEN


def test_no_way_of_reading_rows_shows_it(account):
    rows = WabaAccount.objects.filter(id=account.id)
    shown = [
        repr(account),
        str(rows.values()),
        str(rows.values_list("access_token", flat=True)),
        serializers.serialize("json", rows),
        serializers.serialize("xml", rows),
        repr(vars(account)),
        str(pickle.dumps(account)),
    ]
    assert [text for text in shown if TOKEN in text] == []
    assert json.loads(serializers.serialize("json", rows))[0]["fields"]["access_token"] == "***"


@pytest.mark.parametrize(
    "lookup",
    [
        "access_token",
        "access_token__exact",
        "access_token__startswith",
        "access_token__contains",
        "access_token__in",
        "access_token__regex",
        "access_token__gt",
    ],
)
def test_nobody_can_search_by_it(account, lookup):
    value = [TOKEN] if lookup.endswith("__in") else TOKEN
    with pytest.raises(FieldError):
        WabaAccount.objects.filter(**{lookup: value}).exists()


def test_whether_there_is_one_can_be_asked(account):
    assert WabaAccount.objects.filter(access_token__isnull=False).count() == 1


def test_a_wrong_key_raises_and_hands_out_nothing(account, settings):
    settings.ENCRYPTION_KEYS = ["otra clave"]
    with pytest.raises(DecryptionError) as caught:
        account.access_token.reveal()
    assert caught.value.code == "clave_de_cifrado"
    assert TOKEN not in str(caught.value)
    assert raw(account) not in str(caught.value)


def test_without_any_key_nothing_opens(account, settings):
    settings.ENCRYPTION_KEYS = []
    with pytest.raises(DecryptionError):
        account.access_token.reveal()


def test_after_a_rotation_the_old_is_read_and_the_new_is_written(account, settings):
    settings.ENCRYPTION_KEYS = ["clave nueva", *settings.ENCRYPTION_KEYS]
    assert account.access_token.reveal() == TOKEN
    account.access_token = TOKEN
    account.save()
    assert raw(account).startswith(key_id("clave nueva") + "$")
    settings.ENCRYPTION_KEYS = ["clave nueva"]
    assert WabaAccount.objects.get(id=account.id).access_token.reveal() == TOKEN


def test_saving_a_row_does_not_touch_its_secret(account):
    before = raw(account)
    account.display_phone = "otro"
    account.save()
    assert raw(account) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored[:-4] + "AAA=",
        lambda stored: stored[:20] + ("A" if stored[20] != "A" else "B") + stored[21:],
        lambda stored: stored.partition("$")[0] + "$",
        lambda stored: stored.partition("$")[2],
        lambda stored: TOKEN,
        lambda stored: "",
    ],
    ids=["end", "middle", "no token", "no key name", "plain text", "empty"],
)
def test_what_was_altered_does_not_open(account, change):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE waba_account SET access_token = %s", [change(raw(account))])
    with pytest.raises(DecryptionError):
        WabaAccount.objects.get(id=account.id).access_token.reveal()


def test_two_values_of_one_secret_are_two_values(account):
    """They are compared as they are stored: nobody learns by comparing."""
    assert Secret.hide(TOKEN) != Secret.hide(TOKEN)
    assert account.access_token == Secret(raw(account))
    assert account.access_token != TOKEN


def test_no_plain_text_stays_behind_in_the_module():
    assert TOKEN not in repr(vars(encryption))

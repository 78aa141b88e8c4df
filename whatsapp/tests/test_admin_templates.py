"""An operator asks for a number's templates, and chooses the one that reopens conversations."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.tests.phones import make_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> WabaAccount:
    return make_number()


@pytest.fixture
def approved(account: WabaAccount) -> MessageTemplate:
    return template(account, name="retomar_charla")


def template(account: WabaAccount, **facts: Any) -> MessageTemplate:
    told: dict[str, Any] = {
        "name": "otra",
        "language": "es_AR",
        "status": "APPROVED",
        "waba_id": account.waba_id,
        "components": [{"type": "BODY", "text": "Hola {{1}}"}],
    }
    with scopes_disabled():
        return MessageTemplate.objects.create(cliente=account.cliente, **(told | facts))


def at(name: str, account: WabaAccount) -> str:
    return reverse(f"admin:whatsapp_wabaaccount_{name}", args=[account.pk])


def stored(account: WabaAccount) -> WabaAccount:
    with scopes_disabled():
        return WabaAccount.objects.get(pk=account.pk)


def save(admin_client: Client, account: WabaAccount, **changes: Any) -> Any:
    form = {
        "cliente": str(account.cliente_id),
        "display_phone": account.display_phone,
        "phone_number_id": account.phone_number_id,
        "waba_id": account.waba_id,
        "estado": account.estado,
        "marks_read": "on",
        "messages_per_second": "70",
    }
    return admin_client.post(at("change", account), form | changes)


def test_the_one_that_reopens_is_chosen_with_its_parameters(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    chosen = {"reopen_template": str(approved.pk), "reopen_parameters": '{"cuerpo": ["{nombre}"]}'}
    assert save(admin_client, account, **chosen).status_code == 302
    assert stored(account).reopen_template_id == approved.pk
    assert stored(account).reopen_parameters == {"cuerpo": ["{nombre}"]}


def test_parameters_that_do_not_fit_are_told(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    answer = save(admin_client, account, reopen_template=str(approved.pk))
    assert "Falta el parámetro «cuerpo»." in answer.content.decode()
    assert stored(account).reopen_template_id is None


def test_only_approved_ones_of_the_account_are_offered(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    others = [
        template(account, name="pausada", status="PAUSED"),
        template(account, waba_id="999", name="de_otra_cuenta"),
        template(make_number("100000000000088"), name="ajena"),
    ]
    page = admin_client.get(at("change", account)).content.decode()
    assert f'<option value="{approved.pk}">' in page
    assert not [one for one in others if f'<option value="{one.pk}"' in page]
    assert save(admin_client, account, reopen_template=str(others[0].pk)).status_code == 200


def test_one_that_meta_has_paused_since_does_not_stop_the_form(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    words = '{"cuerpo": ["{nombre}"]}'
    chosen = {"reopen_template": str(approved.pk), "reopen_parameters": words}
    save(admin_client, account, **chosen)
    with scopes_disabled():
        MessageTemplate.objects.update(status="PAUSED")
    assert save(admin_client, account, display_phone="+54 351", **chosen).status_code == 302
    assert stored(account).display_phone == "+54 351"


def test_the_list_is_asked_for_with_a_button(admin_client: Client, account: WabaAccount) -> None:
    with scopes_disabled():
        WabaAccount.objects.update(templates_due_at=timezone.now())
    answer = admin_client.post(at("templates", account), follow=True)
    assert "Se piden a Meta" in answer.content.decode()
    assert stored(account).templates_due_at is None
    assert admin_client.get(at("templates", account)).status_code == 405


@pytest.mark.parametrize(
    ("code", "said"), [(None, "todavía no"), (190, "190:"), (-1, "no confirmó")]
)
def test_how_the_last_asking_went_is_told(
    admin_client: Client, account: WabaAccount, code: int | None, said: str
) -> None:
    with scopes_disabled():
        WabaAccount.objects.update(templates_code=code)
    assert said in admin_client.get(at("change", account)).content.decode()


@pytest.mark.parametrize(
    "written",
    [
        "[1, 2]",
        "5",
        '"hola"',
        "true",
        '[["cuerpo", ["{nombre}"]]]',
        "[" * 1500 + "]" * 1500,
        '{"cuerpo": ["{nombre}"], "a\\u0000": null}',
        '{"cuerpo": ["\\ud800"]}',
        '{"cuerpo": ["a"], "cuerpo": ["b"]}',
        "{",
    ],
)
def test_what_is_no_json_object_is_told(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate, written: str
) -> None:
    answer = save(
        admin_client, account, reopen_template=str(approved.pk), reopen_parameters=written
    )
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"reopen_parameters"}
    assert stored(account).reopen_template_id is None


def test_one_of_the_old_account_does_not_go_along(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    words = '{"cuerpo": ["{nombre}"]}'
    chosen = {"reopen_template": str(approved.pk), "reopen_parameters": words}
    save(admin_client, account, **chosen)
    answer = save(admin_client, account, waba_id="999", **chosen)
    assert "no es de la cuenta" in answer.content.decode()
    assert stored(account).waba_id == account.waba_id
    assert save(admin_client, account, waba_id="999").status_code == 302


def test_a_number_that_changes_hands_leaves_its_template_behind(
    admin_client: Client, account: WabaAccount, approved: MessageTemplate
) -> None:
    words = '{"cuerpo": ["{nombre}"]}'
    chosen = {"reopen_template": str(approved.pk), "reopen_parameters": words}
    save(admin_client, account, **chosen)
    other = str(make_number("100000000000088").cliente_id)
    answer = save(admin_client, account, cliente=other, **chosen)
    assert "no es de la cuenta" in answer.content.decode()
    assert stored(account).cliente_id == account.cliente_id


def test_words_that_would_not_fit_everybody_are_refused(
    admin_client: Client, account: WabaAccount
) -> None:
    body = [{"type": "BODY", "text": "a" * 500 + "{{1}}"}, {"type": "FOOTER", "text": "Chau"}]
    long = template(account, name="larga", components=body)
    words = '{"cuerpo": ["{mensaje}"]}'
    answer = save(admin_client, account, reopen_template=str(long.pk), reopen_parameters=words)
    assert "admite hasta 1024" in answer.content.decode()

"""Only bytes that Meta signed come in, and whoever else posts learns nothing."""

import hashlib
import hmac
import json

import pytest
from django.test import Client

from whatsapp.models import WebhookRefusal
from whatsapp.tests.wire import events, text_document
from whatsapp.webhook.signature import is_signed, sign

pytestmark = pytest.mark.django_db

SECRET = "app-secret-of-the-tests"


def post(body: bytes, signature: str | None):
    headers = {} if signature is None else {"X-Hub-Signature-256": signature}
    return Client().post("/webhook/meta", body, content_type="application/json", headers=headers)


@pytest.fixture
def body(waba) -> bytes:
    return json.dumps(text_document(waba, "mañana ñandú")).encode()


def test_it_works(body):
    assert post(body, sign(body, SECRET)).status_code == 200
    assert len(events()) == 1


def test_the_signature_is_the_one_meta_documents():
    digest = hmac.new(b"secreto", b"{}", hashlib.sha256).hexdigest()
    assert sign(b"{}", "secreto") == f"sha256={digest}"


def forgeries(body: bytes) -> dict[str, str | None]:
    real = sign(body, SECRET)
    digest = real.removeprefix("sha256=")
    sha1 = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    return {
        "missing": None,
        "empty": "",
        "prefix alone": "sha256=",
        "no prefix": digest,
        "sha1": f"sha1={sha1}",
        "sha1 under the name of sha256": f"sha256={sha1}",
        "upper case": f"sha256={digest.upper()}",
        "upper case prefix": f"SHA256={digest}",
        "cut": real[:-1],
        "longer": real + "0",
        "one digit changed": real[:-1] + ("0" if real[-1] != "0" else "1"),
        "space before": f" {digest}",
        "another secret": sign(body, "otro secreto"),
        "empty secret": sign(body, ""),
        "another body": sign(body + b" ", SECRET),
        "not ASCII": "sha256=ñ",
        "several": f"{real}, {real}",
    }


@pytest.mark.parametrize("forgery", sorted(forgeries(b"")))
def test_a_forged_post_is_refused_and_kept_out(body, forgery):
    answer = post(body, forgeries(body)[forgery])
    assert (answer.status_code, answer.content) == (401, b"")
    assert events() == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda body: body + b"\n",
        lambda body: body.replace(b": ", b":"),
        lambda body: json.dumps(json.loads(body), ensure_ascii=False).encode(),
        lambda body: json.dumps(json.loads(body), sort_keys=True).encode(),
        lambda body: body[:-1],
        lambda body: b"",
    ],
    ids=["newline", "spaces", "unescaped", "sorted", "cut", "empty"],
)
def test_the_very_bytes_count_and_not_what_they_mean(body, changed):
    assert post(changed(body), sign(body, SECRET)).status_code == 401
    assert events() == []


def test_while_a_secret_is_rotated_both_are_good(body, settings):
    settings.META_APP_SECRETS = ["el nuevo", SECRET]
    assert post(body, sign(body, SECRET)).status_code == 200
    assert post(body, sign(body, "el nuevo")).status_code == 200


def test_a_secret_that_was_rotated_out_is_good_no_more(body, settings):
    settings.META_APP_SECRETS = ["el nuevo"]
    assert post(body, sign(body, SECRET)).status_code == 401


@pytest.mark.parametrize("secrets", [[], [""]])
def test_without_a_secret_nobody_comes_in(body, settings, secrets):
    settings.META_APP_SECRETS = secrets
    for key in (SECRET, ""):
        assert post(body, sign(body, key)).status_code == 401
    assert events() == []


def test_every_secret_is_tried_so_that_time_tells_nothing(monkeypatch):
    tried = []
    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: tried.append(b) or real(a, b))
    assert is_signed(b"{}", sign(b"{}", "uno"), ["uno", "dos", "tres"])
    assert len(tried) == 3


def test_a_signed_post_needs_no_cookie_and_no_csrf_token(body):
    browser = Client(enforce_csrf_checks=True)
    signature = {"X-Hub-Signature-256": sign(body, SECRET)}
    answer = browser.post("/webhook/meta", body, content_type="application/json", headers=signature)
    assert answer.status_code == 200
    assert not answer.cookies


def test_nothing_of_a_refused_post_is_kept_but_that_it_came():
    post(b'{"clave": "canario"}', "sha256=otra")
    (row,) = WebhookRefusal.objects.values()
    assert "canario" not in str(row)
    assert (row["reason"], row["largest_bytes"]) == ("firma_invalida", 20)

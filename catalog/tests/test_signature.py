"""A signature is good for one body, at one moment, once."""

import hashlib
import hmac
import time

import pytest

from catalog.signature import BadSignature, Signature, StaleSignature, UsedSignature

SECRETS = ["lps_nuevo", "lps_viejo"]
BODY = b"sku,title,price\nA,Uno,1\n"

pytestmark = pytest.mark.django_db(transaction=True)


def signed(
    body: bytes = BODY, *, secret: str = SECRETS[0], at: float | None = None, between: str = "."
) -> tuple[str, str]:
    stamp = str(int(time.time() if at is None else at))
    mac = hmac.new(secret.encode(), f"{stamp}{between}".encode() + body, hashlib.sha256)
    return stamp, f"sha256={mac.hexdigest()}"


def check(
    stamp: str,
    signature: str,
    body: bytes = BODY,
    *,
    secrets: list[str] = SECRETS,
    release: bool = False,
) -> None:
    one = Signature(stamp, signature, secrets, release=release)
    for start in range(0, len(body), 7):
        one.update(body[start : start + 7])
    one.check()


def test_it_works():
    check(*signed())


def test_both_secrets_of_a_rotation_sign():
    for secret in SECRETS:
        check(*signed(secret=secret))


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_clock_may_be_minutes_off(minutes: int):
    check(*signed(at=time.time() + minutes * 60))


@pytest.mark.parametrize("minutes", [-6, 6, -600])
def test_no_more_than_five(minutes: int):
    with pytest.raises(StaleSignature):
        check(*signed(at=time.time() + minutes * 60))


def test_it_is_used_once():
    headers = signed()
    check(*headers)
    with pytest.raises(UsedSignature):
        check(*headers)


def test_written_in_capitals_it_is_still_the_same_one():
    stamp, signature = signed()
    check(stamp, signature)
    with pytest.raises(UsedSignature):
        check(stamp, "sha256=" + signature.removeprefix("sha256=").upper())


def test_a_wrong_one_uses_up_nothing():
    stamp, signature = signed()
    with pytest.raises(BadSignature):
        check(stamp, signature, BODY + b"x")
    check(stamp, signature)


def test_each_part_is_held_to_it():
    stamp, signature = signed()
    for wrong in (
        (str(int(stamp) + 1), signature, BODY),
        (stamp, signature, BODY[:-1]),
        (stamp, signature[:-1] + ("0" if signature[-1] != "0" else "1"), BODY),
        (*signed(secret="lps_otro"), BODY),
        (*signed(between=""), BODY),
        (*signed(between=".liberar."), BODY),
    ):
        with pytest.raises(BadSignature):
            check(*wrong)


def test_letting_a_held_version_go_is_signed_for():
    with pytest.raises(BadSignature):
        check(*signed(), release=True)
    check(*signed(between=".liberar."), release=True)


@pytest.mark.parametrize(
    "header",
    ["", "sha256=", "sha1=" + "a" * 64, "sha256=" + "g" * 64, "sha256=" + "a" * 63, "á" * 71],
)
def test_what_is_no_signature_is_refused_before_the_body(header: str):
    with pytest.raises(BadSignature):
        Signature(signed()[0], header, SECRETS, release=False)


@pytest.mark.parametrize("stamp", ["", "ahora", "-5", "1e9", "9" * 20, "١٧٠٠٠٠٠٠٠٠", " 1700000000"])
def test_what_is_no_moment_is_refused_before_the_body(stamp: str):
    with pytest.raises(StaleSignature):
        Signature(stamp, signed()[1], SECRETS, release=False)


def test_nobody_signs_where_there_is_no_secret():
    for secret in ("", "lps_nadie-firma-con-esto"):
        with pytest.raises(BadSignature):
            check(*signed(secret=secret), secrets=[])

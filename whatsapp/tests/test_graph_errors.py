"""Every error code Meta publishes has a class, a verdict and a Spanish explanation."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from whatsapp.graph.error_codes import CODES, RANGES, VERDICTS_BY_CODE
from whatsapp.graph.errors import NO_CODE, ErrorClass, Verdict, classify
from whatsapp.graph.verdicts import VERDICTS

TABLE = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "error_codes.json"

CLASSES = {
    "auth": {ErrorClass.AUTH, ErrorClass.PERMISSION},
    "config": {ErrorClass.CONFIG},
    "bad-req": {ErrorClass.BAD_REQUEST},
    "ambiguous": {ErrorClass.AMBIGUOUS},
    "transient": {ErrorClass.TRANSIENT},
    "throttle-app": {ErrorClass.THROTTLE_APP},
    "throttle-waba": {ErrorClass.THROTTLE_WABA},
    "throttle-number": {ErrorClass.THROTTLE_NUMBER},
    "throttle-pair": {ErrorClass.THROTTLE_PAIR},
    "throttle-spam": {ErrorClass.THROTTLE_SPAM},
    "throttle-reg": {ErrorClass.REGISTRATION},
    "policy": {ErrorClass.POLICY},
    "recipient": {ErrorClass.RECIPIENT},
    "billing": {ErrorClass.BILLING},
    "window": {ErrorClass.WINDOW},
    "media-in": {ErrorClass.MEDIA},
    "media-out": {ErrorClass.MEDIA},
    "template": {ErrorClass.TEMPLATE},
    "reg": {ErrorClass.REGISTRATION},
    "other": {ErrorClass.OTHER},
}


def published() -> list[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("Meta's table of error codes is not beside this checkout")
    return json.loads(TABLE.read_text())


def codes_of(written: str) -> Iterator[int]:
    """ "132008 / 132012", "200-299" and "138xxx" as numbers, a family by its two ends."""
    for part in written.split(" / "):
        low, _, high = part.partition("-")
        yield int(low.replace("x", "0"))
        yield int((high or low).replace("x", "9"))


def test_every_published_code_is_covered_in_its_class():
    rows = published()
    assert len(rows) > 50
    for row in rows:
        for code in codes_of(row["code"]):
            meaning = classify(code)
            assert meaning.error_class in CLASSES[row["cls"]], (code, meaning)
            assert meaning.explanation, code


@pytest.mark.parametrize(
    ("action", "verdicts"),
    [
        ("stop", {Verdict.STOP_ACCOUNT}),
        ("no retry", {Verdict.REJECTED}),
        ("backoff retry", {Verdict.RETRY}),
        ("back off", {Verdict.BACK_OFF_NUMBER}),
        ("retry that pair", {Verdict.BACK_OFF_PAIR}),
        ("at most", {Verdict.UNKNOWN}),
    ],
)
def test_the_verdict_follows_what_the_table_says_to_do(action, verdicts):
    rows = [row for row in published() if row["action"].startswith(action)]
    found = {classify(code).verdict for row in rows for code in codes_of(row["code"])}
    assert found == verdicts


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (200, Verdict.STOP_ACCOUNT),
        (250, Verdict.STOP_ACCOUNT),
        (299, Verdict.STOP_ACCOUNT),
        (131048, Verdict.STOP_ACCOUNT),
        (131042, Verdict.STOP_ACCOUNT),
        (133010, Verdict.STOP_ACCOUNT),
        (131030, Verdict.REJECTED),
        (130497, Verdict.REJECTED),
        (131047, Verdict.REJECTED),
        (131053, Verdict.RETRY),
        (131057, Verdict.RETRY),
        (134101, Verdict.RETRY),
    ],
)
@pytest.mark.parametrize("http_status", [0, 200, 400, 429, 500])
def test_the_code_decides_whatever_the_http_status(code, verdict, http_status):
    assert classify(code, http_status=http_status).verdict is verdict


@pytest.mark.parametrize("code", [NO_CODE, 199, 300, 131199, 139000, 999999])
@pytest.mark.parametrize(
    ("http_status", "verdict"),
    [
        (400, Verdict.REJECTED),
        (404, Verdict.REJECTED),
        (499, Verdict.REJECTED),
        (429, Verdict.BACK_OFF_NUMBER),
        (408, Verdict.UNKNOWN),
        (500, Verdict.UNKNOWN),
        (503, Verdict.UNKNOWN),
        (200, Verdict.UNKNOWN),
        (302, Verdict.UNKNOWN),
        (0, Verdict.UNKNOWN),
    ],
)
def test_an_unknown_code_falls_back_on_the_http_status(code, http_status, verdict):
    meaning = classify(code, http_status=http_status)
    assert meaning.verdict is verdict
    assert meaning.explanation


def test_no_code_is_listed_twice():
    codes = [code for table in CODES.values() for code in table]
    assert len(codes) == len(set(codes))
    assert not [code for code in codes for family, _, _ in RANGES if code in family]


def test_every_class_has_a_verdict_and_every_exception_a_code():
    assert set(VERDICTS) == set(ErrorClass)
    assert set(VERDICTS_BY_CODE) <= {code for table in CODES.values() for code in table}


def test_every_explanation_is_one_short_spanish_sentence_or_two():
    for table in CODES.values():
        for code, explanation in table.items():
            assert re.fullmatch(r"[A-ZÁÉÍÓÚ].{10,98}\.", explanation), code

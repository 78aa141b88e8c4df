"""A record is one line, whatever is in it, and holds no secret, whatever is in it."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from structlog.contextvars import bind_contextvars, clear_contextvars

from liora.ops.log_lines import JsonLines, PlainLines

CANARY = "canario-Zq7Lk2vB9xWm4TnR8sYc3HdPf6GjUa"

Written = Callable[[], str]


@pytest.fixture(params=[JsonLines, PlainLines], ids=["json", "plain"])
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    yield from _logging_with(request.param())


@pytest.fixture
def as_json() -> Iterator[Written]:
    yield from _logging_with(JsonLines())


def _logging_with(formatter: logging.Formatter) -> Iterator[Written]:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream.getvalue
    logger.removeHandler(handler)
    clear_contextvars()


logger = logging.getLogger("liora.test.lines")


def record_of(text: str) -> dict[str, Any]:
    [line] = text.splitlines()
    return json.loads(line)


def test_it_works(as_json: Written):
    bind_contextvars(request_id="abc", cliente_id="1")
    logger.warning("station.trouble station=%s", "inbox", extra={"lanes": 3})
    record = record_of(as_json())
    assert record["event"] == "station.trouble station=inbox"
    assert (record["level"], record["logger"]) == ("warning", "liora.test.lines")
    assert (record["request_id"], record["cliente_id"], record["lanes"]) == ("abc", "1", 3)
    assert record["timestamp"].endswith("Z")


@pytest.mark.parametrize("odd", ["\r\n", "\n", "\x1b[31m", "\x00", "\x85", "\u2028", "\x9b"])
def test_nothing_begins_a_line_of_its_own(written: Written, odd: str):
    logger.error("webhook.refused reason=%s", f"a{odd}2026 ERROR forged", extra={"who": f"x{odd}y"})
    assert len(written().splitlines()) == 1
    assert odd not in written().rstrip("\n")


@pytest.mark.parametrize(
    "secret",
    [
        "Bearer abc.def-ghi",
        "EAAJ0123456789abcdefXYZ",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJh",
        "gAAAAABn0123456789abcdefghijklmnop",
        "lps_0123456789abcdef",
        "access_token=abc123def",
        "/cuenta/invitacion/abc123.def",
        "/cuenta/clave/abc123.def",
    ],
)
def test_what_looks_like_a_secret_is_hidden(written: Written, secret: str):
    logger.error("graph.refused detail=%s", f"dijo {secret} y nada más", extra={"more": [secret]})
    for part in ("abc", "EAAJ", "eyJ", "gAAAA", "0123456789"):
        assert part not in written()
    assert "nada más" in written()


@pytest.mark.parametrize("name", ["password", "access_token", "Authorization", "publish_secret"])
def test_what_is_called_a_secret_is_hidden(written: Written, name: str):
    logger.error("form.posted", extra={"fields": {name: CANARY, "inner": [{name: CANARY}]}})
    assert "canario" not in written()


@pytest.mark.parametrize("name", ["SECRET_KEY", "WABA_VERIFY_TOKEN"])
def test_our_own_secrets_are_hidden_whole_and_by_halves(written: Written, settings: Any, name: str):
    setattr(settings, name, CANARY)
    half = len(CANARY) // 2
    for part in (CANARY, CANARY[:half], CANARY[half:]):
        logger.error("settings.shown value=%s", part)
    assert CANARY[:half] not in written()
    assert CANARY[half:] not in written()


def test_a_traceback_shows_no_local_variable(written: Written):
    def fail(password: str) -> None:
        raise RuntimeError("se rompió")

    try:
        fail(CANARY)
    except RuntimeError:
        logger.exception("turn.failed")
    assert "se rompió" in written()
    assert "canario" not in written()


def test_a_phone_shows_its_last_four_digits(written: Written):
    logger.info("mail.sent to=%s", "+5493515550101", extra={"wa_id": "5493515550101"})
    assert "0101" in written()
    assert "351555" not in written()


def test_ids_and_moments_stay_whole(as_json: Written):
    kept = "01a21389-1159-71be-9492-4c505a3ed40d 2026-11-25T16:00:00.123456 12.5"
    logger.info("row.seen id=%s", kept)
    assert kept in record_of(as_json())["event"]


def test_something_deep_or_odd_is_written_all_the_same(as_json: Written):
    deep: Any = []
    for _ in range(50):
        deep = [deep]
    logger.info("odd.value", extra={"deep": deep, "thing": object(), "set": {1}})
    assert record_of(as_json())["event"] == "odd.value"


@pytest.mark.parametrize(
    "text",
    [
        "Fue a 5493515550101.",
        "+54 9 351 555-0101",
        "+54 (9351) 5550101",
        "+54 9351-5550101",
        "wa_5493515550101",
        "lane-5493515550101",
        "5493515550101@s.whatsapp.net",
    ],
)
def test_a_phone_is_masked_wherever_it_stands(written: Written, text: str):
    logger.info("mail.sent to=%s", text)
    assert "0101" in written()
    assert "5493515" not in re.sub(r"\D", "", written())


def test_a_phone_as_a_number_or_a_name_is_masked_too(written: Written):
    phone = "5493515550101"
    logger.info("mail.sent", extra={"wa_id": int(phone), "by_phone": {phone: 1}})
    assert written().count("0101") == 2
    assert "351555" not in written()


@pytest.mark.parametrize(
    "number", ["01a21389-1159-71be-9492-493515550101", "0.5493515550101", "1764091692123.5"]
)
def test_what_only_looks_like_a_phone_stays_whole(written: Written, number: str):
    logger.info("row.seen id=%s", number)
    assert number in written()


@pytest.mark.parametrize(
    "text",
    [
        "password=CANARY",
        "/x?codigo=CANARY&y=1",
        "{'clave': 'CANARY'}",
        '{"api_key": "CANARY"}',
        "Authorization: Basic CANARY",
        "postgres://liora:CANARY@db:5432/liora",
        "postgres://liora:a@CANARY/b@db:5432/liora",
        "password=a/CANARY",
        "Bearer a@b/CANARY",
    ],
)
def test_a_secret_named_inside_a_text_is_hidden(written: Written, text: str):
    logger.error("graph.refused detail=%s", text.replace("CANARY", CANARY))
    assert "canario" not in written()


@pytest.mark.parametrize("name", ["access", "código", "codigo"])
def test_other_names_of_secrets_are_known(written: Written, name: str):
    logger.error("form.posted", extra={name: CANARY})
    assert "canario" not in written()


def test_the_mail_servers_password_is_ours(written: Written, settings: Any):
    settings.EMAIL_HOST_PASSWORD = CANARY
    logger.error("mail.failed error=%s", CANARY)
    assert "canario" not in written()


@pytest.mark.parametrize("odd", ["\n", "\x9b", "\u2028"])
def test_no_name_begins_a_line_of_its_own(written: Written, odd: str):
    name = f"x{odd}2026 ERROR forged"
    logger.info("odd.name", extra={name: 1, "inner": {name: 1}})
    assert odd not in written().rstrip("\n")


def test_an_error_cannot_pass_for_a_record(written: Written):
    try:
        raise RuntimeError("se rompió\n2026-11-25 ERROR forged")
    except RuntimeError:
        logger.exception("turn.failed")
    assert [line for line in written().splitlines() if line.startswith("2026-11-25 ERROR")] == []


def test_a_call_whose_arguments_do_not_fit_is_a_record_all_the_same(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    # The test runner's own handler raises at such a call.
    monkeypatch.setattr(logger, "propagate", False)
    logger.error("mail.failed a=%s b=%s", CANARY)
    assert "log.malformed" in written()
    assert "canario" not in written() + capsys.readouterr().err


def test_a_number_that_json_does_not_know_is_written_as_text(as_json: Written):
    logger.info("odd.value", extra={"v": float("nan")})
    assert record_of(as_json())["v"] == "nan"

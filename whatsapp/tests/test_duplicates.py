"""Meta posts everything at least once: again after an error, and sometimes for no reason."""

import json
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from whatsapp.simulator import payloads
from whatsapp.tests.wire import ANA, BETO, batch, change, events, lanes, text_document
from whatsapp.webhook.signature import sign


def arrivals(address: str = ANA.wa_id) -> int:
    (lane,) = lanes(address=address)
    return lane.arrivals


@pytest.mark.django_db
def test_it_ignores_a_message_meta_sent_twice(waba, post_webhook):
    document = text_document(waba)
    assert [post_webhook(document).status_code for _ in range(3)] == [200, 200, 200]
    assert len(events()) == 1
    assert arrivals() == 1


@pytest.mark.django_db
def test_it_ignores_one_that_comes_in_another_post_with_other_company(waba, post_webhook):
    old, new = payloads.text_message(ANA, "ya vino"), payloads.text_message(ANA, "no vino")
    post_webhook(batch([change(waba, messages=[old])]))
    post_webhook(batch([change(waba, messages=[new, old])], [change(waba, messages=[old, new])]))
    assert sorted(event.message_id for event in events()) == sorted([old["id"], new["id"]])


@pytest.mark.django_db
def test_the_same_id_at_two_numbers_is_two_messages(waba, post_webhook):
    document = text_document(waba)
    post_webhook(document)
    document["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "777"
    post_webhook(document)
    assert [event.phone_number_id for event in events()] == [waba.phone_number_id, "777"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "rows"),
    [
        ("status", "delivered", 2),
        ("timestamp", "1900000000", 2),
        ("recipient_participant_id", "5493515550109", 2),
        ("pricing", None, 1),
        ("biz_opaque_callback_data", "otra", 1),
    ],
)
def test_a_status_is_the_same_by_message_name_time_and_participant(
    waba, post_webhook, field, value, rows
):
    status = payloads.status(ANA, "wamid.NUESTRO", "sent")
    post_webhook(batch([change(waba, statuses=[status])]))
    post_webhook(batch([change(waba, statuses=[status | {field: value}])]))
    assert len(events()) == rows


@pytest.mark.django_db
def test_a_notice_that_comes_twice_is_kept_once(waba, post_webhook):
    notice = {"field": "account_alerts", "value": {"alert_type": "OBA_APPROVED"}}
    for _ in range(2):
        post_webhook(batch([notice]))
    assert len(events()) == 1


@pytest.mark.django_db
def test_an_id_of_any_length_tells_messages_apart(waba, post_webhook):
    """Meta's ids are short; the column that makes them unique has room for 400 characters."""
    for end in ("a", "b", "a"):
        post_webhook(text_document(waba, wamid="wamid." + "x" * 5000 + end))
    assert len(events()) == 2


@pytest.mark.django_db(transaction=True)
def test_copies_that_come_all_at_once_are_one_message(waba, live_server):
    """Two hundred of them, from twenty connections, over real HTTP."""
    body = json.dumps(text_document(waba)).encode()
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: post_over_http(live_server.url, body), range(200)))
    assert set(answers) == {200}
    assert len(events()) == 1
    assert arrivals() == 1


@pytest.mark.django_db(transaction=True)
def test_batches_with_the_same_items_in_another_order_do_not_deadlock(waba, live_server):
    """Each waits for the other's uncommitted keys, and for the other's lanes."""
    messages = [
        payloads.text_message(person, str(number))
        for number in range(200)
        for person in (ANA, BETO)
    ]
    orders = [messages, messages[::-1]] * 10
    together = threading.Barrier(4)

    def post(order):
        together.wait(30)
        body = json.dumps(batch([change(waba, messages=order)])).encode()
        return post_over_http(live_server.url, body)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(post, orders)) == {200}
    assert len(events()) == 400


def post_over_http(url: str, body: bytes) -> int:
    request = urllib.request.Request(
        f"{url}/webhook/meta",
        body,
        {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": sign(body, "app-secret-of-the-tests"),
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status

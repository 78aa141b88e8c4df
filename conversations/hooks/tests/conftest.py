import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.hooks.calling import HookClient, Patience
from conversations.hooks.sender import HookSender
from conversations.hooks.tests.look import event
from conversations.hooks.tests.receiver import Receiver, receiver
from conversations.tests.conftest import handler, skill  # noqa: F401  # fixtures
from conversations.tests.letters import write
from conversations.tests.skills import replying
from tenants.hook_secrets import rotate
from tenants.models import Cliente
from whatsapp.models import WabaAccount

PATIENCE = Patience(resolve=0.5, connect=0.5, read=0.4, total=0.8)
LEASE_S = 30.0
RESTS_WITHIN_S = 30.0

Deliver = Callable[[], None]


@pytest.fixture
def nearby(settings: Any) -> None:
    """Let webhooks be on this machine, as a developer may."""
    settings.HOOKS_ALLOW_PRIVATE = True


@pytest.fixture
def theirs(nearby: None) -> Iterator[Receiver]:
    """Run a tenant's own server."""
    with receiver() as server:
        yield server


@pytest.fixture
def sender(db: None) -> Iterator[HookSender]:
    sender = HookSender(HookClient(patience=PATIENCE), lease_s=LEASE_S)
    yield sender
    sender.close()


@pytest.fixture
def deliver(sender: HookSender) -> Deliver:
    """Return a function that lets the station step until nothing is left to do now."""

    def deliver() -> None:
        deadline = time.monotonic() + RESTS_WITHIN_S
        while sender.step() or sender.is_busy:
            assert time.monotonic() < deadline, "the station never rests"
            time.sleep(0.002)

    return deliver


@pytest.fixture
def secret(cliente: Cliente) -> str:
    return rotate(cliente)[0]


@pytest.fixture
def hooked(waba: WabaAccount, theirs: Receiver, secret: str) -> WabaAccount:
    """Return the number of `cliente`, with a webhook that `theirs` receives."""
    return with_hook(waba, theirs.url)


@pytest.fixture
def quiet(skill):  # noqa: F811  # the fixture
    """Let the shop answer nothing, so that a message is one event."""
    skill.instead["callate"] = replying()


@pytest.fixture
def one(hooked, quiet, work):
    """Have one event wait."""
    write(hooked, "callate")
    work()
    return event()


def with_hook(account: WabaAccount, url: str) -> WabaAccount:
    with scopes_disabled():
        WabaAccount.objects.filter(pk=account.pk).update(webhook_url=url)
    account.webhook_url = url
    return account

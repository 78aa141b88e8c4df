"""Named points at which a process may be made to die or freeze, to see what it leaves behind.

`LIORA_FAULT=outbox.accepted@3` kills the process, as a power cut would, the third time it comes by
that point; `LIORA_FAULT=any@0.01` at any point, one time in a hundred. With `,freeze` behind it
the process stops where it is instead, as a machine that is suspended does, until a SIGCONT. Outside
development settings refuse to load with it, and without it a point costs one look at a variable.
"""

import os
import random
import signal
import threading
from itertools import count

POINTS = (
    "webhook.read",
    "webhook.stored",
    "inbox.claimed",
    "inbox.answered",
    "inbox.released",
    "inbox.logged",
    "inbox.committed",
    "outbox.claimed",
    "outbox.marked",
    "outbox.leaving",
    "outbox.accepted",
    "outbox.written",
    "receipts.locked",
    "receipts.applied",
    "receipts.committed",
    "notices.taken",
    "notices.acted",
)
ANY = "any"
VARIABLE = "LIORA_FAULT"
LAST_WORDS = "fault "
SIGNALS = {"": signal.SIGKILL, "freeze": signal.SIGSTOP}


class Fault:
    """One order to fall: at the nth time by a point, or by chance (`number` below 1)."""

    def __init__(self, written: str) -> None:
        where, _, how = written.partition(",")
        self.point, _, number = where.partition("@")
        if self.point not in (ANY, *POINTS):
            raise ValueError(f"{VARIABLE}: no hay un punto «{self.point}»")
        if how not in SIGNALS:
            raise ValueError(f"{VARIABLE}: no se sabe qué es «{how}»")
        self.signal = SIGNALS[how]
        self.number = float(number or 1)
        self.times = count(1)

    def strikes(self, name: str) -> bool:
        if self.point not in (ANY, name):
            return False
        if self.number < 1:
            return random.random() < self.number  # noqa: S311  # chance, not secrets
        return next(self.times) == self.number


_fault = Fault(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None


def fault(name: str) -> None:
    """Mark a point between two steps that must not be torn apart unnoticed."""
    if _fault is not None and _fault.strikes(name):
        os.write(2, f"{LAST_WORDS}{name}\n".encode())
        # At this very thread: aimed at the process, a stop might come to another one first.
        signal.pthread_kill(threading.get_ident(), _fault.signal)

"""The loop of a worker: stations that each do a little, again and again, until told to stop."""

import logging
import threading
from dataclasses import dataclass, field
from typing import Protocol

from django.db import DatabaseError, close_old_connections, connection

from liora.ops.wake import Wake

AFTER_TROUBLE_S = 1.0

logger = logging.getLogger(__name__)


class Station(Protocol):
    """Something that works in steps."""

    name: str

    def step(self) -> bool:
        """Do some work; return whether there was any."""

    def close(self) -> None:
        """Finish what is in hand."""


@dataclass(slots=True)
class Loop:
    """Runs one station in a thread of its own, with its own database connection.

    `idle_s` is how long it sleeps when there was nothing to do and nobody wakes it.
    """

    station: Station
    idle_s: float
    stopping: threading.Event
    wake: Wake = field(default_factory=Wake)

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.run, name=self.station.name)
        thread.start()
        return thread

    def run(self) -> None:
        while not self.stopping.is_set():
            if not self._safe_step():
                self.wake.sleep(self.idle_s)
        self._close()

    def _safe_step(self) -> bool:
        """Take a step; whatever goes wrong is said, survived, and waited for."""
        try:
            return self.station.step()
        except DatabaseError as error:
            logger.error("station.database station=%s error=%s", self.station.name, error)
        except Exception:
            logger.exception("station.trouble station=%s", self.station.name)
        close_old_connections()
        self.stopping.wait(AFTER_TROUBLE_S)
        return True

    def _close(self) -> None:
        try:
            self.station.close()
        except DatabaseError as error:
            logger.error("station.close station=%s error=%s", self.station.name, error)
        finally:
            connection.close()

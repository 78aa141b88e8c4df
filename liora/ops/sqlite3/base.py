"""SQLite for many threads: who holds the write lock does not collect garbage.

Garbage may hold a cursor of another thread (an exception keeps the frames it came through). To
clear it Python takes that thread's connection, and a thread that waits for the write lock keeps its
connection to itself until it has the lock or gives up. Collected by the very thread that holds the
lock, each such cursor cost ten seconds during which nobody could write, and every thread that gave
up left one more.
"""

import gc

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which suspends the collector from BEGIN IMMEDIATE until the lock is given back.

    One connection at a time holds the lock of a file, so suspensions do not overlap.
    """

    has_suspended_collector = False

    def _start_transaction_under_autocommit(self) -> None:
        super()._start_transaction_under_autocommit()  # type: ignore[misc]  # its stubs lack it
        if gc.isenabled():
            gc.disable()
            self.has_suspended_collector = True

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # its stubs lack it
        self._resume_collector()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # its stubs lack it
        finally:
            self._resume_collector()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # its stubs lack it
        finally:
            self._resume_collector()

    def _resume_collector(self) -> None:
        if self.has_suspended_collector:
            self.has_suspended_collector = False
            gc.enable()

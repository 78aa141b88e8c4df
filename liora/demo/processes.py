"""Child processes that live and die together."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress

# Seconds given to finish what is in hand before the process is killed.
PATIENCE_S = 15


class Processes:
    """Named processes: when one ends by itself, or `ask_to_stop` is called, all are to stop."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._over = threading.Event()

    def start(self, name: str, command: Sequence[str], *, env: Mapping[str, str]) -> None:
        """Start a process in a group of its own: the terminal's Ctrl-C reaches only its parent."""
        process = subprocess.Popen(command, env=env, start_new_session=True)
        self._running[name] = process
        threading.Thread(target=self._notice_end, args=(process,), daemon=True).start()

    def ask_to_stop(self) -> None:
        """End the wait; safe to call from a signal handler, any number of times."""
        self._over.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until a process ends or a stop is asked for; tell whether that happened in time."""
        return self._over.wait(seconds)

    def ended(self) -> dict[str, int]:
        """Return the exit codes, by name, of the processes that are no longer running."""
        codes = {name: process.poll() for name, process in self._running.items()}
        return {name: code for name, code in codes.items() if code is not None}

    def stop(self) -> None:
        """Tell every process to finish, then wait for each; kill the ones that do not."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            _outlive(process)

    def _notice_end(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        self._over.set()


def _outlive(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process told to finish, and leave nothing of its group behind."""
    for _second in range(PATIENCE_S):
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
            break
        # A child of its own that was just starting misses the first signal.
        _signal_group(process, signal.SIGTERM)
    _signal_group(process, signal.SIGKILL)
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)

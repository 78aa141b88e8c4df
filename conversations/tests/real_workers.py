"""Starting as many real workers as a test wants."""

from contextlib import ExitStack
from pathlib import Path

from liora.tests.running import Running, manage, until

# Short, so that what a killed worker held comes back while somebody watches.
HASTE = {"INBOX_LEASE_S": "3", "OUTBOX_LEASE_S": "6", "SETTLE_WINDOW_S": "2"}


class Workers:
    """Starts `manage.py worker` against the test's own database and Graph."""

    def __init__(self, stack: ExitStack, directory: Path, environment: dict[str, str]) -> None:
        self.stack, self.directory, self.environment = stack, directory, environment
        self.count = 0

    def start(self) -> Running:
        self.count += 1
        place = self.directory / str(self.count)
        place.mkdir()
        running = self.stack.enter_context(manage(place, "worker", **self.environment))
        until(lambda: "worker.started" in running.output or running.process.poll() is not None)
        assert running.process.poll() is None, running.output
        return running

"""An event loop in a thread of its own, for code that otherwise waits in threads."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

Work = Coroutine[Any, Any, None]


class EventLoop:
    """Begins with the first call and runs until it is closed; `name` is the thread's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def call(self, callback: Callable[[], object]) -> None:
        """Call something on the loop soon. Not from several threads at once."""
        self._loop = self._loop or self._begin()
        self._loop.call_soon_threadsafe(callback)

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        """Call something on the loop after a while; from what runs there."""
        asyncio.get_running_loop().call_later(seconds, callback)

    def run(self, work: Work) -> None:
        """Begin some work beside what is under way; from what runs there."""
        task = asyncio.get_running_loop().create_task(work)
        # The loop itself keeps no task alive (Python documentation, asyncio.create_task).
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self, last: Callable[[], Work], *, grace_s: float) -> None:
        """Wait for what is under way, up to `grace_s`, give up the rest, do `last`, and end."""
        if self._loop is None:
            return
        asyncio.run_coroutine_threadsafe(self._finish(last, grace_s), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = None

    def _begin(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        # Should the process end without a close, nothing waits for what is under way.
        self._thread = threading.Thread(target=loop.run_forever, name=self.name, daemon=True)
        self._thread.start()
        return loop

    async def _finish(self, last: Callable[[], Work], grace_s: float) -> None:
        if under_way := list(self._tasks):
            await asyncio.wait(under_way, timeout=grace_s)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await last()
        await asyncio.get_running_loop().shutdown_default_executor()

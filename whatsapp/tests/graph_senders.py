"""Both clients of Graph, so that what holds for one is held to for the other."""

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Protocol

from liora.ops.event_loop import EventLoop
from whatsapp.graph.client import GraphClient, SendResult
from whatsapp.graph.sender import GraphSender

PATIENCE_S = 20.0


class Sends(Protocol):
    def send(self, **call: Any) -> SendResult: ...
    def mark_read(self, **call: Any) -> SendResult: ...
    def close(self) -> None: ...


class WaitedFor:
    """A GraphSender on a loop of its own, whose every call is waited for."""

    def __init__(self, **timeouts: float) -> None:
        self.sender = GraphSender(**timeouts)
        self.loop = EventLoop("test-send")
        # Begun here, because tests call from several threads.
        self.loop.call(lambda: None)

    def send(self, **call: Any) -> SendResult:
        return self._wait(self.sender.send(**call))

    def mark_read(self, **call: Any) -> SendResult:
        return self._wait(self.sender.mark_read(**call))

    def close(self) -> None:
        self.loop.close(self.sender.close, grace_s=0.1)

    def _wait(self, work: Coroutine[Any, Any, SendResult]) -> SendResult:
        done: Future[SendResult] = Future()

        async def run() -> None:
            try:
                done.set_result(await work)
            except BaseException as error:
                done.set_exception(error)
                raise

        self.loop.call(lambda: self.loop.run(run()))
        return done.result(PATIENCE_S)


CLIENTS: list[Callable[..., Sends]] = [GraphClient, WaitedFor]

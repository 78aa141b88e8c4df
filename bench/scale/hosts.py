"""Hosts of our own: network namespaces on a bridge, which meet only over the network."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BRIDGE = "liora0"
# A range nobody routes: benchmarks between devices (RFC 2544).
NETWORK = "198.18.77.0/24"
GATEWAY = "198.18.77.1"
LOCK = Path(tempfile.gettempdir()) / "liora-hosts.lock"


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    address: str

    def command(self, *words: str) -> list[str]:
        """Return the words that run a command on this host."""
        return ["ip", "netns", "exec", self.name, *words]

    def unplug(self) -> None:
        """Pull the cable: what is sent either way is lost, and nobody is told."""
        _ip("link", "set", _cable(self), "down")

    def plug_in(self) -> None:
        _ip("link", "set", _cable(self), "up")


def from_there(url: str) -> str:
    """Return how a host of ours names what is served on this machine."""
    return url.replace("127.0.0.1", GATEWAY)


def can_be_made() -> bool:
    """Whether this machine lets us make hosts: Linux, root, iproute2, and no container's veto."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        return False
    name = f"liora{os.getpid()}"
    return all(
        _can_make_and_unmake(*words)
        for words in (("netns", "add", name), ("link", "add", name, "type", "bridge"))
    )


def _can_make_and_unmake(kind: str, add: str, name: str, *more: str) -> bool:
    made = subprocess.run(["ip", kind, add, name, *more], stderr=subprocess.DEVNULL, check=False)
    if made.returncode == 0:
        _ip(kind, "del", name)
    return made.returncode == 0


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    """Yield hosts that reach each other, and this machine at GATEWAY.

    Their names are the machine's: whoever comes second waits until the first is done.
    """
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _hosts(count) as made:
            yield made


@contextmanager
def _hosts(count: int) -> Iterator[list[Host]]:
    made = [Host(f"liora-{place}", f"198.18.77.{place + 10}") for place in range(count)]
    _clear(made)
    try:
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{GATEWAY}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for host in made:
            _connect(host)
        yield made
    finally:
        _clear(made)


def _cable(host: Host) -> str:
    """Return this machine's end of it."""
    return f"v{host.name}"


def _connect(host: Host) -> None:
    outside = _cable(host)
    _ip("netns", "add", host.name)
    _ip("link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", host.name)
    _ip("link", "set", outside, "master", BRIDGE, "up")
    for words in (
        ("addr", "add", f"{host.address}/24", "dev", "eth0"),
        ("link", "set", "eth0", "up"),
        ("link", "set", "lo", "up"),
    ):
        _ip("-n", host.name, *words)


def _clear(made: list[Host]) -> None:
    """Take down what this run, or one that was cut off, has left; its veth goes with a host."""
    for words in (*(("netns", "del", host.name) for host in made), ("link", "del", BRIDGE)):
        subprocess.run(["ip", *words], stderr=subprocess.DEVNULL, check=False)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)

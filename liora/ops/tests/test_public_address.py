"""What DNS says is asked in bounded time, and believed only as a whole."""

import ipaddress
import socket
import threading
import time

import pytest
from dns.message import from_wire, make_response
from dns.resolver import Resolver
from dns.rrset import from_text

from liora.ops import public_address
from liora.ops.public_address import NotPublic, Unresolved, addresses_of, is_public

REAL_ASK = public_address.ask


@pytest.fixture
def dns(monkeypatch):
    """Run a name server that knows `dos.example`, and says nothing at all of `mudo.example`."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            wire, peer = server.recvfrom(4096)
            if wire == b"fin":
                return
            query = from_wire(wire)
            if b"mudo" not in wire:
                server.sendto(answer_to(query), peer)

    thread = threading.Thread(target=serve)
    thread.start()
    monkeypatch.setattr(public_address, "ask", REAL_ASK)
    monkeypatch.setattr(public_address, "Resolver", lambda: ours(server.getsockname()[1]))
    yield
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
        last.sendto(b"fin", server.getsockname())
    thread.join()
    server.close()


def ours(port: int) -> Resolver:
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    return resolver


def answer_to(query) -> bytes:
    response = make_response(query)
    (question,) = query.question
    if "dos" in question.name.to_text() and question.rdtype == 1:
        response.answer = [from_text(question.name, 1, "IN", "A", "93.184.216.34", "10.0.0.7")]
    elif "dos" not in question.name.to_text():
        response.set_rcode(3)
    return response.to_wire()


def test_every_address_of_a_name_is_known(dns):
    assert sorted(map(str, addresses_of("dos.example", within_s=2))) == [
        "10.0.0.7",
        "93.184.216.34",
    ]


def test_one_inner_address_is_enough_to_refuse_them_all(dns):
    with pytest.raises(NotPublic):
        public_address.public_addresses("dos.example", within_s=2)


def test_a_name_that_does_not_exist_is_unresolved(dns):
    with pytest.raises(Unresolved):
        addresses_of("nadie.example", within_s=2)


def test_a_name_server_that_says_nothing_costs_no_more_than_was_given(dns):
    began = time.monotonic()
    with pytest.raises(Unresolved):
        addresses_of("mudo.example", within_s=0.4)
    assert time.monotonic() - began < 1.5


def test_the_names_of_our_own_house_are_not_looked_up(dns, monkeypatch):
    """`localhost` stands in /etc/hosts, which is not read."""
    with pytest.raises(Unresolved):
        addresses_of("localhost", within_s=2)


@pytest.mark.parametrize(
    "address",
    ["64:ff9b:1::7f00:1", "64:ff9b::a00:1", "2002:a00:1::", "::ffff:10.0.0.1", "::10.0.0.1"],
)
def test_an_inner_address_hidden_in_another_is_found(address: str):
    assert not is_public(ipaddress.ip_address(address))


def test_ipv4_comes_first(resolved):
    resolved["ambas.example"] = ["2606:2800:220:1:248:1893:25c8:1946", "93.184.216.34"]
    assert [each.version for each in addresses_of("ambas.example", within_s=1)] == [4, 6]

"""Which addresses of tenants may ever be called, in every spelling somebody has tried."""

import pytest
from django.core.exceptions import ValidationError

from liora.ops import public_address
from liora.ops.public_url import public_url


def code_of(url: str) -> str:
    try:
        public_url(url)
    except ValidationError as refused:
        return str(refused.code)
    return ""


@pytest.mark.parametrize(
    "url",
    [
        "https://tienda.example.com/aviso",
        "https://tienda.example.com:443/aviso?clave=1#a",
        "https://TIENDA.Example.COM./aviso",
        "https://xn--almacn-fva.example.ar/",
        "https://93.184.216.34/aviso",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/aviso",
        "https://localhost.example.com/aviso",
        "https://10.example.com/aviso",
    ],
)
def test_it_takes_what_is_out_in_the_internet(url: str):
    assert code_of(url) == ""


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0.0.0.0",  # noqa: S104  # an address to refuse, not to listen on
        "0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.10",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST.",
        "api.localhost",
        "impresora.local",
        "base.internal",
        "router.home.arpa",
        "redis",
        "redis.",
        "1.2.3.4.5",
        "256.256.256.256",
        "99999999999",
    ],
)
def test_it_refuses_what_is_ours_or_nobodys(host: str):
    assert code_of(f"https://{host}/aviso") == "url_privada"


@pytest.mark.parametrize(
    "url",
    [
        "https://yo@tienda.example.com/",
        "https://yo:clave@tienda.example.com/",
        "https://@tienda.example.com/",
        "https://tienda.example.com@127.0.0.1/",
    ],
)
def test_it_refuses_a_user_or_a_password(url: str):
    assert code_of(url) == "url_con_credenciales"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https:///aviso",
        "https://tienda.example.com:0/",
        "https://tienda.example.com:99999/",
        "https://tienda.example.com:x/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://%31%32%37.0.0.1/",
        "https://tienda.example.com\\@127.0.0.1/",
        "https://tienda.example.com\t.evil/",
        "https://tienda.example.com/\r\nHost: otro",
        " https://tienda.example.com/",
        "https://１２７.0.0.1/",
        "https://127。0。0。1/",
        "https://ⓛocalhost/",
    ],
)
def test_it_refuses_what_two_parsers_would_read_in_two_ways(url: str):
    assert code_of(url) == "url_ilegible"


def test_a_refusal_does_not_repeat_the_address():
    with pytest.raises(ValidationError) as refused:
        public_url("https://yo:clave-secreta@tienda.example.com/")
    assert "secreta" not in repr(refused.value)


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", "javascript", "gopher"])
def test_outside_development_only_https_will_do(settings, scheme: str):
    settings.DEVELOPMENT = False
    assert code_of(f"{scheme}://tienda.example.com/") == "url_sin_https"
    assert code_of("HTTPS://tienda.example.com/") == ""


def test_development_takes_plain_http_but_no_inner_address():
    assert code_of("http://tienda.example.com/") == ""
    assert code_of("http://127.0.0.1/") == "url_privada"
    assert code_of("ftp://tienda.example.com/") == "url_sin_https"


@pytest.mark.parametrize("port", [1, 22, 25, 5432, 6379, 8000, 8443, 65535])
def test_other_ports_than_those_of_the_web_are_refused(port: int):
    assert code_of(f"https://tienda.example.com:{port}/") == "url_puerto"


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_that_leads_inside_is_refused_even_if_only_sometimes(resolved, inner: str):
    resolved["adentro.example.com"] = [inner]
    resolved["a-medias.example.com"] = ["93.184.216.34", inner]
    assert code_of("https://adentro.example.com/") == "url_privada"
    assert code_of("https://a-medias.example.com/") == "url_privada"


def test_a_name_that_does_not_resolve_yet_is_taken(monkeypatch):
    def nobody(_name: str, _within_s: float) -> list[str]:
        raise public_address.Unresolved

    monkeypatch.setattr(public_address, "ask", nobody)
    assert code_of("https://todavia-no.example.com/") == ""


def test_where_private_addresses_are_allowed_they_are_taken(settings):
    settings.HOOKS_ALLOW_PRIVATE = True
    assert code_of("http://127.0.0.1:9000/aviso") == ""
    assert code_of("http://yo@127.0.0.1:9000/aviso") == "url_con_credenciales"

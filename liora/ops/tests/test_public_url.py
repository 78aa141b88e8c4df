import pytest
from django.core.exceptions import ValidationError

from liora.ops.public_url import check_public_url

PUBLIC = [
    "https://tienda.example",
    "https://hooks.tienda.example:443/liora?x=1",
    "https://xn--and-6ma2c.example/",
    "https://8.8.8.8/aviso",
    "https://[2606:4700:4700::1111]/",
]
INSIDE = [
    "http://tienda.example",
    "ftp://tienda.example",
    "//tienda.example",
    "tienda.example",
    "https://",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://metadata.google.internal/",
    "https://impresora.local/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://255.255.255.255/",
    "https://224.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://[::1",
    "https://ana:clave@tienda.example/",
    "https://tienda.example@10.0.0.1/",
    "https://tienda.example:8080/",
    "https://tienda.example:99999/",
    "https://tienda.example\\@10.0.0.1/",
    "https://tienda.example /",
    "https://tienda.example/\r\nX: y",
    "https://\u2460\u2461\u2466.0.0.1/",
    "https://ti\u200benda.example/",
    "https://-tienda.example/",
    "https://tienda..example/",
]


@pytest.fixture(autouse=True)
def in_production(settings) -> None:
    settings.DEVELOPMENT = False


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_is_taken(url: str):
    check_public_url(url)


@pytest.mark.parametrize("url", INSIDE)
def test_what_may_reach_inside_is_refused(url: str):
    with pytest.raises(ValidationError) as refused:
        check_public_url(url)
    assert refused.value.code == "url_no_publica"


def test_a_developer_may_name_a_server_of_their_own(settings):
    settings.DEVELOPMENT = True
    check_public_url("http://127.0.0.1:9000/aviso")
    with pytest.raises(ValidationError):
        check_public_url("http://169.254.169.254/")

from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from catalog.browse import Product
from liora.demo.products import demo_products, picture_of

STATIC = "/static/"


class Addresses(HTMLParser):
    """Collects what a page links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("href", "src") and value}


def addresses(page: str) -> set[str]:
    parser = Addresses()
    parser.feed(page)
    return parser.found


def test_the_shop_shows_every_product(client: Client):
    page = client.get("/tienda-demo/")
    assert page.status_code == 200
    text = page.content.decode()
    assert [product.sku for product in demo_products() if product.title not in text] == []


def test_the_shop_has_one_section_per_category(client: Client):
    text = client.get("/tienda-demo/").content.decode()
    assert text.count('<section class="shelf"') == 8


@pytest.mark.parametrize("product", demo_products(), ids=lambda product: product.sku)
def test_the_links_of_the_catalog_open_a_page_and_a_picture(client: Client, product: Product):
    page = client.get(product.url)
    assert page.status_code == 200
    assert f"<h1>{product.title}</h1>" in page.content.decode()
    picture = client.get(product.image_url)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture.content == picture_of(product).read_bytes()


@pytest.mark.parametrize("path", ["/tienda-demo/", "/tienda-demo/MATE-001", "/tienda-demo/NADA-9"])
def test_a_page_loads_and_links_only_what_this_site_serves(client: Client, path: str):
    for address in addresses(client.get(path).content.decode()):
        local = address.partition("#")[0]
        if local.startswith(STATIC):
            assert finders.find(local.removeprefix(STATIC)), address
        elif local:
            assert client.get(local).status_code == 200, address


def test_a_page_says_that_it_is_in_spanish(client: Client):
    assert '<html lang="es">' in client.get("/tienda-demo/").content.decode()


def test_a_price_is_written_as_in_latin_america(client: Client):
    assert "$&nbsp;139.900" in client.get("/tienda-demo/MOCH-003").content.decode()


@pytest.mark.parametrize(
    ("sku", "words"),
    [
        ("MATE-001", "En stock"),
        ("MATE-005", "Últimas 3 unidades"),
        ("HOGA-006", "Última unidad"),
        ("MATE-008", "Sin stock"),
    ],
)
def test_a_page_tells_how_much_is_left(client: Client, sku: str, words: str):
    article = client.get(f"/tienda-demo/{sku}").content.decode().partition("</article>")[0]
    assert words in article


def test_a_page_suggests_others_of_its_category_and_never_itself(client: Client):
    others = client.get("/tienda-demo/HOGA-008").context["others"]
    assert [product.sku for product in others] == ["HOGA-001", "HOGA-002", "HOGA-003", "HOGA-004"]


def test_an_unknown_product_is_answered_in_spanish_with_a_way_back(client: Client):
    page = client.get("/tienda-demo/NADA-999")
    text = page.content.decode()
    assert page.status_code == 404
    assert "Ese producto no está" in text
    assert "NADA-999" in text
    assert "/tienda-demo/" in addresses(text)


def test_an_unknown_code_is_shown_as_text_never_as_markup(client: Client):
    text = client.get("/tienda-demo/<script>alert(1)<%2Fscript>").content.decode()
    assert "<script>" not in text


def test_an_unknown_picture_is_not_found(client: Client):
    answer = client.get("/tienda-demo/imagenes/NADA-999.jpg")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.content.decode() == "No hay imagen de ese producto."


def test_a_picture_may_be_kept_for_a_day(client: Client):
    answer = client.get("/tienda-demo/imagenes/MATE-001.jpg")
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_a_missing_picture_is_not_kept(client: Client):
    assert "Cache-Control" not in client.get("/tienda-demo/imagenes/NADA-999.jpg")


@pytest.mark.parametrize(
    "path",
    [
        "/tienda-demo/imagenes/../catalogo.csv",
        "/tienda-demo/imagenes/..%2Fimagenes%2FMATE-001.jpg",
        "/tienda-demo/imagenes/%2e%2e%2fimagenes%2fMATE-001.jpg",
        "/tienda-demo/imagenes/..%5Cimagenes%5CMATE-001.jpg",
        "/tienda-demo/imagenes/.%2FMATE-001.jpg",
        "/tienda-demo/imagenes/MATE-001%00.jpg",
        "/tienda-demo/imagenes/%2Fetc%2Fpasswd.jpg",
        "/tienda-demo/..%2F..%2Fsettings.py",
        "/tienda-demo/../manage.py",
    ],
)
def test_a_path_outside_the_catalog_is_refused(client: Client, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["", "MATE-001", "imagenes/MATE-001.jpg"])
def test_the_shop_only_answers_reads(client: Client, path: str):
    assert client.post(f"/tienda-demo/{path}").status_code == 405
    assert client.head(f"/tienda-demo/{path}").status_code == 200

"""Headers of shops, in Spanish and as Google and Shopify write them, need no editing."""

import io

import pytest

from catalog.files.columns import mapped
from catalog.files.quantities import SOME
from catalog.files.reading import read_catalog
from catalog.files.rows import Product
from catalog.files.trouble import RowError, UnreadableCatalog


def products(text: str, currency: str = "ARS") -> list[Product]:
    rows = list(read_catalog(io.BytesIO(text.encode()), currency=currency).rows)
    assert not [row for row in rows if isinstance(row, RowError)], rows
    return [row[1] for row in rows]


GOOGLE = (
    "id\ttitle\tdescription\tlink\timage_link\tadditional_image_link\tavailability\tprice"
    "\tsale_price\tbrand\tgtin\tmpn\tgoogle_product_category\tproduct_type\tcondition"
    "\titem_group_id\tcolor\tsize\tshipping\n"
    "TV-1\tTelevisor 50\tUn televisor\thttps://tienda.com.ar/tv\thttps://tienda.com.ar/tv.jpg\t"
    "\tin_stock\t450000.00 ARS\t399999.99 ARS\tLumen\t3234567890126\tGO12345OOGLE\t404"
    "\tElectrónica > Televisores\tnew\t\tnegro\t50\tAR:::0 ARS\n"
    "TV-2\tTelevisor 32\tOtro\thttps://tienda.com.ar/tv2\thttps://tienda.com.ar/tv2.jpg\t"
    "\tout_of_stock\t210000.00 ARS\t\tLumen\t\t\t404\tElectrónica > Televisores\tnew\t\t\t\t\n"
)

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,"
    "Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,"
    "Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,"
    "Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,"
    "Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,"
    "Variant Image,Variant Weight Unit,Cost per item,Status\n"
    'remera,Remera de algodón,"<p>Suave &amp; liviana</p><p>Lavar a mano</p>",Sur,'
    "Apparel & Accessories > Clothing,Remeras,verano,true,Talle,M,,,,,REM-M,200,shopify,5,deny,"
    "manual,12500.00,,true,true,,https://cdn.shopify.com/r.jpg,1,,false,,,g,,active\n"
    "remera,,,,,,,,,L,,,,,'0012,200,shopify,0,deny,manual,12500.00,,true,true,,"
    "https://cdn.shopify.com/r2.jpg,2,,,,,g,,\n"
    "remera,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.shopify.com/r3.jpg,3,,,,,,,\n"
    "mate,Mate,,Sur,,Mates,,true,Title,Default Title,,,,,,300,shopify,7,deny,manual,9000.00,,true,"
    "true,,,,,false,,,g,,active\n"
    "viejo,Viejo,,Sur,,Mates,,false,Title,Default Title,,,,,V-1,1,shopify,7,deny,manual,1.00,,true,"
    "true,,,,,false,,,g,,active\n"
    "borrador,Borrador,,Sur,,Mates,,true,Title,Default Title,,,,,B-1,1,shopify,7,deny,manual,1.00,,"
    "true,true,,,,,false,,,g,,draft\n"
)

NEW_SHOPIFY = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,"
    "Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,"
    "Price,Compare-at price,Cost per item,Charge tax,Inventory tracker,Inventory quantity,"
    "Continue selling when out of stock,Weight value (grams),Product image URL,"
    "Image position,Variant image URL\n"
    "Termo,termo,Acero,Sur,,Termos,,TRUE,Active,TER-1,,Color,Rojo,,30000,,,TRUE,shopify,4,DENY,900,"
    "https://cdn.shopify.com/t.jpg,1,\n"
    ",termo,,,,,,,,TER-2,,,Azul,,31000,,,TRUE,shopify,2,DENY,900,,,\n"
)


def test_spanish_headers_are_ours():
    text = "Código;Nombre;Descripción;Precio;Moneda;Existencias;Enlace;Foto;Rubro;Marca;Peso\n"
    text += "A-1;Mate;De calabaza;1.500,50;ARS;3;https://t.com.ar/a;;Mates;Sur;200 g\n"
    [mate] = products(text)
    assert mate == Product(
        "A-1", "Mate", "De calabaza", "1500.50", "ARS", "3", "https://t.com.ar/a", "", "Mates",
        "Sur", '{"Peso": "200 g"}',
    )  # fmt: skip


def test_a_google_merchant_feed_is_read_without_editing():
    first, second = products(GOOGLE, currency="USD")
    assert (first.sku, first.price, first.currency) == ("TV-1", "399999.99", "ARS")
    assert (first.stock, second.stock) == (str(SOME), "0")
    assert (first.category, first.url) == ("Electrónica > Televisores", "https://tienda.com.ar/tv")
    assert '"gtin": "3234567890126"' in first.attributes_json


def test_a_shopify_export_is_read_without_editing():
    medium, large, mate = products(SHOPIFY)
    assert (medium.sku, medium.title) == ("REM-M", "Remera de algodón – M")
    assert medium.description == "Suave & liviana\nLavar a mano"
    assert (large.sku, large.title, large.stock) == ("0012", "Remera de algodón – L", "0")
    assert (large.brand, large.category) == ("Sur", "Remeras")
    assert (medium.image_url[-5:], large.image_url[-6:]) == ("r.jpg", "r2.jpg")
    assert (mate.sku, mate.title, mate.stock, mate.price) == ("mate", "Mate", "7", "9000.00")


def test_shopifys_newer_names_are_read_as_well():
    red, blue = products(NEW_SHOPIFY)
    assert (red.sku, red.title, red.price) == ("TER-1", "Termo – Rojo", "30000")
    assert (blue.sku, blue.title, blue.stock) == ("TER-2", "Termo – Azul", "2")
    assert blue.image_url == red.image_url


def test_the_report_says_which_column_was_taken_for_which():
    found = mapped(["Código", "Título", "Precio", "Material"])
    assert found.report() == {"sku": "Código", "title": "Título", "price": "Precio"}
    assert found.attributes == {"Material": 3}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["sku", "title"], "price"),
        (["sku", "price", "Sku "], "dos veces"),
        (["a", "b"], "sku, title, price"),
    ],
)
def test_a_header_that_cannot_be_understood_says_why(header: list[str], said: str):
    with pytest.raises(UnreadableCatalog, match=said):
        mapped(header)


def test_a_header_that_comes_again_is_told():
    text = "sku,title,price\nA,Uno,1\nsku,title,price\nB,Dos,2\n"
    rows = list(read_catalog(io.BytesIO(text.encode()), currency="ARS").rows)
    assert [row.line for row in rows if isinstance(row, RowError)] == [3]
    assert len(rows) == 3

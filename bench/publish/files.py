"""The file that every way of publishing reads."""

import csv
from pathlib import Path

from bench.search.goods import goods

NAMED = "sku title description price currency stock url image_url category brand"


def write(path: Path, rows: int) -> None:
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(NAMED.split())
        for number, one in enumerate(goods(rows)):
            address = f"https://tienda.com.ar/p/{number}"
            price, stock = f"{1000 + number % 90_000}.{number % 100:02}", number % 7
            out.writerow(
                (f"{one.noun[:3]}-{number:07}", one.title, f"{one.title}, para todos los días.",
                 price, "ARS", stock, address, f"{address}.jpg", one.category, one.brand)
            )  # fmt: skip

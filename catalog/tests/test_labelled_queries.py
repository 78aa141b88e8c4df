"""How much of what an assistant would bring the search brings, on either database alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest

from catalog.publish import publish, push_of
from catalog.search import read_query, search
from catalog.tests.labelled_queries import HELD_OUT, LABELLED
from liora.demo.products import demo_csv
from tenants.models import Cliente

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Scores:
    recall: float
    reciprocal_rank: float


@pytest.fixture
def version(shop: Cliente) -> int:
    text = demo_csv("https://aurora.example")
    return publish(shop, push_of(text.encode(), "demo"), at_once=True).snapshot.version


@pytest.mark.parametrize(
    ("labelled", "recall", "rank"),
    [(LABELLED, 0.97, 0.97), (HELD_OUT, 0.92, 0.92)],
    ids=["labelled", "held out"],
)
def test_it_works(
    shop: Cliente,
    version: int,
    labelled: Mapping[str, frozenset[str]],
    recall: float,
    rank: float,
) -> None:
    scores = measured(shop, version, labelled)
    print(f"{len(labelled)} queries: recall@5 {scores.recall:.3f} MRR {scores.reciprocal_rank:.3f}")  # noqa: T201
    assert scores.recall >= recall
    assert scores.reciprocal_rank >= rank


def measured(shop: Cliente, version: int, labelled: Mapping[str, frozenset[str]]) -> Scores:
    recalls, ranks = [], []
    for query, wanted in labelled.items():
        brought = found(shop, version, query)
        recalls.append(recall_of(brought, wanted))
        ranks.append(reciprocal_rank_of(brought, wanted))
        if labelled is LABELLED and min(recalls[-1], ranks[-1]) < 1:
            print(f"{query}: {brought[:SHOWN]} instead of {sorted(wanted)}")  # noqa: T201
    return Scores(sum(recalls) / len(recalls), sum(ranks) / len(ranks))


def found(shop: Cliente, version: int, typed: str) -> list[str]:
    results = search(shop.id, version, read_query(typed))
    return [product.sku for product in results.page.products]


def recall_of(brought: Iterable[str], wanted: frozenset[str]) -> float:
    """Where nothing is sold that fits, bringing nothing is right."""
    shown = set(list(brought)[:SHOWN])
    return len(shown & wanted) / min(len(wanted), SHOWN) if wanted else float(not shown)


def reciprocal_rank_of(brought: Iterable[str], wanted: frozenset[str]) -> float:
    places = (place for place, sku in enumerate(brought, start=1) if sku in wanted)
    return 1 / next(places, float("inf")) if wanted else float(not list(brought))

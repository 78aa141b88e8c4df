import pytest
from django.test import Client


def test_health_answers_without_touching_the_database(client: Client):
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"estado": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_reports_database_migrations_and_the_oldest_wait(client: Client):
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "estado": "ok",
        "controles": {
            "base_de_datos": {"estado": "ok"},
            "migraciones": {"estado": "ok"},
            "espera": {"estado": "ok", "segundos": 0.0},
        },
    }

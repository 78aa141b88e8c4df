import pytest

from conversations.tests import stations
from conversations.tests.skills import Skill


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a call up later than the busiest machine needs. Asked for before `stations`."""
    monkeypatch.setattr(stations, "ANSWER_TIMEOUT_S", 4.0)


@pytest.fixture
def skill() -> Skill:
    return Skill()


@pytest.fixture
def handler(skill: Skill) -> Skill:
    """Answer with what was said: these tests are about the road, not about what skills say."""
    return skill

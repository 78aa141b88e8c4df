import pytest

from conversations.tests.skills import Skill


@pytest.fixture
def skill() -> Skill:
    return Skill()


@pytest.fixture
def handler(skill: Skill) -> Skill:
    """Answer with what was said: these tests are about the road, not about what skills say."""
    return skill

import pytest

from liora.tests.admin_rows import Rows, one_of_each


@pytest.fixture
def rows(db: None) -> Rows:
    return one_of_each()

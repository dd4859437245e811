"""What every test of accounts needs."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_rate_limit_from_other_tests():
    cache.clear()

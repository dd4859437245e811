"""What a page costs, asked inside the site."""

import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import page_cache


def look(path: str) -> dict:
    """Queries of a page in a process that remembers menus, counts and maps; its weight; and what the first visitor
    after a change waits for, when all of these are made anew.
    """
    client = Client(headers={"Host": "localhost"})
    client.get(path)
    page_cache.forget()
    begun = time.perf_counter()
    response = client.get(path)
    first = time.perf_counter() - begun
    if response.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(f"{path} answers {response.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return {"queries": len(queries), "first_ms": round(first * 1000, 1), "kb": round(len(response.content) / 1000)}

"""Is the service alive, and is it ready? For machines that ask every few seconds."""

from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import parts, queries


class NotMigratedError(Exception):
    """The database is older than the code."""


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The database answers and has every migration; a worker or a part that is not well is told but not fatal."""
    try:
        _check_migrations()
        is_late = queries.pulse().is_late
    except NotMigratedError:
        return JsonResponse({"status": "migrations missing"}, status=503)
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    told = {name: condition.word for name, condition in parts.conditions().items()}
    return JsonResponse({"status": "ok", "worker": "late" if is_late else "ok"} | told)


@lru_cache(maxsize=1)
def _check_migrations() -> None:
    """Costly, and what is applied stays applied: asked until it holds, then no more."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigratedError

"""Let a container's engine and Prometheus look at a service: `/health` and `/metrics`."""

from typing import TYPE_CHECKING

from minigiants.settings import Settings, SettingsError
from minigiants.watch import ailments, exposition

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

HEALTH, METRICS = "/health", "/metrics"


def watching() -> "list[Route]":
    """Return the two routes, for a service to have beside its own."""
    from starlette.routing import Route

    return [Route(HEALTH, health), Route(METRICS, metrics)]


def health(request: "Request | None" = None) -> "Response":
    """Answer 200, or 503 with what ails: model, index, database, settings."""
    from starlette.responses import JSONResponse

    try:
        ill = ailments(Settings())
    except SettingsError:
        ill = {"settings": "a setting cannot be used: `minigiants doctor` says which"}
    return JSONResponse({"status": "ailing" if ill else "ok", **ill}, status_code=503 if ill else 200)


def metrics(request: "Request") -> "Response":
    """Answer with what was counted."""
    from starlette.responses import Response

    text, kind = exposition()
    return Response(text, media_type=kind)

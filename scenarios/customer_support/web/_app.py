"""Build the HTTP API of customer support."""

import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse

from minigiants import __version__
from minigiants.api import Door, Limiter, watching
from minigiants.pipeline import Services
from minigiants.privacy import PrivacyError
from minigiants.security import address
from minigiants.store import StoreError

from ..helpdesk import Helpdesk, apology
from ..sites import USUAL, Site, SiteError, ink
from ._access import closed_for, origins, site_for
from ._desk import AgainError, WebDesk
from ._values import After, CustomerMessage, CustomerVote, Opened, Problem, QueuePlace, Shop, TalkView

WIDGET = Path(__file__).parent / "widget.js"
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "No site has this key, or not for this page"},
    404: {"model": Problem, "description": "No such talk"},
    409: {"model": Problem, "description": "The answer is on its way, or nothing can be kept just now"},
    413: {"description": "The body is too large"},
    422: {"model": Problem, "description": "The request has not the form described here"},
    429: {"model": Problem, "description": "Too many messages, or new talks, within a minute"},
    503: {"model": Problem, "description": "The site's file has a mistake"},
}
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/x-ndjson": {}}, "description": "Progress, then the answer"}
}


def build_app(
    helpdesk: Helpdesk,
    services: Callable[[], Services],
    sites: Path,
    *,
    hosts: Collection[str] = (),
    proxies: Collection[str] = (),
    clock: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Return the application, which answers to loopback and `hosts`; `services` is called at each question."""
    app = FastAPI(title="minigiants customer support", version=__version__, docs_url=None, redoc_url=None)
    limiter = Limiter(clock)

    def admitted(
        x_site_key: Annotated[str, Header(max_length=200)] = "",
        origin: Annotated[str, Header(max_length=300)] = "",
    ) -> Site:
        site = site_for(x_site_key, origin, sites)
        if site is None and closed_for(x_site_key, sites):
            raise HTTPException(503, "this site is closed by a mistake in its settings: call whoever runs the site")
        if site is None:
            raise HTTPException(401, "no site has this key, or not for this page: ask whoever runs the site")
        return site

    def counted(request: Request, site: Annotated[Site, Depends(admitted)]) -> Site:
        # New talks have a count of their own: who has used up the messages can still begin a talk with a person.
        kind = "talks" if request.method == "POST" and request.url.path.endswith("/talks") else "messages"
        if pause := limiter.wait_for(f"{site.name} {kind} {_visitor(request, proxies)}", site.per_minute):
            words = f"too many {kind} within a minute: wait a little, or ask for a person"
            raise HTTPException(429, words, headers={"Retry-After": str(int(pause) + 1)})
        return site

    app.include_router(_talks(helpdesk, services, admitted, counted), prefix="/v1", responses=_PROBLEMS)
    _add_fixed(app)
    app.add_exception_handler(RequestValidationError, _misshapen)
    for error in (AgainError, StoreError, PrivacyError, SiteError):
        app.add_exception_handler(error, _unavailable)
    app.add_middleware(Door, origins=partial(origins, sites), hosts=hosts)
    return app


def _visitor(request: Request, proxies: Collection[str]) -> str:
    """Return whom to count: the connection, or the customer behind one of `proxies`."""
    peer = request.client.host if request.client else ""
    return address(peer, request.headers.get("x-forwarded-for", ""), proxies)


def _talks(
    helpdesk: Helpdesk,
    services: Callable[[], Services],
    admitted: Callable[..., Site],
    counted: Callable[..., Site],
) -> APIRouter:
    router = APIRouter()
    desk = WebDesk(helpdesk, services)

    @router.get("/site")
    def shop(site: Annotated[Site, Depends(admitted)]) -> Shop:
        """Return the site's name, greeting and colour."""
        return Shop(**_looks(site))

    @router.post("/talks", status_code=201)
    def start(site: Annotated[Site, Depends(counted)]) -> Opened:
        """Begin a talk."""
        return Opened(talk=helpdesk.start(site.collection), **_looks(site))

    @router.get("/talks/{talk}")
    def read(talk: str, site: Annotated[Site, Depends(admitted)], after: After = 0) -> TalkView:
        """Return what was said, by a person too, in messages whose number is higher, and the place in the queue."""
        return desk.read(talk, site, after)

    @router.post("/talks/{talk}/person")
    def hand_over(talk: str, site: Annotated[Site, Depends(admitted)]) -> QueuePlace:
        """Ask for a person; no model and no limit stand in the way, and asking twice changes nothing."""
        desk.known(talk, site)
        return desk.person(helpdesk.hand_over(talk))

    @router.post("/talks/{talk}/answers/{answer}/rating", status_code=204)
    def rate(talk: str, answer: str, rated: CustomerVote, site: Annotated[Site, Depends(counted)]) -> Response:
        """Say whether an answer was good, and why."""
        desk.rate(talk, answer, rated, site)
        return Response(status_code=204)

    _add_asking(router, desk, counted)
    return router


def _looks(site: Site) -> dict[str, Any]:
    colour = site.colour or USUAL
    return {
        "name": site.name,
        "greeting": site.greeting,
        "colour": colour,
        "ink": ink(colour),
        "pause": site.pause,
    }


def _add_asking(router: APIRouter, desk: WebDesk, counted: Callable[..., Site]) -> None:
    @router.post("/talks/{talk}/messages", response_class=StreamingResponse, responses=_STREAM)
    def say(talk: str, said: CustomerMessage, site: Annotated[Site, Depends(counted)]) -> StreamingResponse:
        """Say something; the lines of the stream tell the progress, the last one the answer."""
        desk.known(talk, site)
        return StreamingResponse(desk.say(talk, said.text, more=said.more), media_type="application/x-ndjson")

    @router.post("/talks/{talk}/again", response_class=StreamingResponse, responses=_STREAM)
    def again(talk: str, site: Annotated[Site, Depends(counted)]) -> StreamingResponse:
        """Have the last message answered whose answer never came; one that was given meanwhile is told."""
        desk.known(talk, site)
        return StreamingResponse(desk.again(talk), media_type="application/x-ndjson")


def _add_fixed(app: FastAPI) -> None:
    @app.get("/widget.js", response_class=Response)
    def widget() -> Response:
        """Return the widget that a page embeds."""
        return Response(WIDGET.read_bytes(), media_type="text/javascript")

    app.router.routes.extend(watching())


def _misshapen(request: Request, error: Exception) -> JSONResponse:
    """Say that a request has not the right form; what it held is not repeated."""
    return JSONResponse({"detail": "the request has not the form that /openapi.json describes"}, status_code=422)


def _unavailable(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error) if isinstance(error, AgainError) else apology(error)}, status_code=409)

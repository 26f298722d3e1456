"""Build the HTTP door that finds personal data and takes it out, in Presidio's own request and response form."""

from collections.abc import Collection, Sequence
from typing import Any, get_args

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse

from minigiants import __version__
from minigiants.api._door import Door
from minigiants.api.scrubbing.names import ALIASES, called, unknown
from minigiants.api.scrubbing.operators import anonymize
from minigiants.api.scrubbing.values import (
    AnalyzerRequest,
    AnonymizerRequest,
    EngineResult,
    OperatorConfig,
    RecognizerResult,
)
from minigiants.privacy import TYPES, PrivacyError, open_finder
from minigiants.types import Entity

LARGEST = 16 * 1024 * 1024
"""Bytes of a request's body."""
LANGUAGES = ("en", "es", "pl")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def build_scrub_app(hosts: Collection[str] = LOOPBACK) -> FastAPI:
    """Return the application; it answers to the names of `hosts` alone, so that no web page reaches it by another."""
    # No pages of documentation: they would fetch scripts from the internet.
    app = FastAPI(title="minigiants scrub", version=__version__, docs_url=None, redoc_url=None)
    _add_analyzer(app)
    _add_anonymizer(app)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(ValueError, _wrong)
    app.add_exception_handler(PrivacyError, _withheld)
    app.add_middleware(Door, origins=tuple, hosts=hosts, largest=LARGEST)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    return app


def _add_analyzer(app: FastAPI) -> None:
    @app.get("/health")
    def health() -> PlainTextResponse:
        """Say that it is up."""
        return PlainTextResponse("minigiants scrub is up")

    @app.post("/analyze")
    def analyze(request: AnalyzerRequest) -> list[RecognizerResult] | list[list[RecognizerResult]]:
        """Find personal data in a text, or in each of several."""
        _known(request)
        texts = [request.text] if isinstance(request.text, str) else request.text
        found = [_shown(request, text, ones) for text, ones in _searched(texts, request.language)]
        return found[0] if isinstance(request.text, str) else found

    @app.get("/supportedentities")
    def supported(language: str = "en") -> list[str]:
        """List the types of personal data, Presidio's names of some of them included."""
        _spoken(language)
        return sorted({*TYPES, *ALIASES})

    @app.get("/recognizers")
    def recognizers(language: str = "en") -> list[str]:
        """List what looks for personal data in a language."""
        _spoken(language)
        return ["minigiants"]


def _add_anonymizer(app: FastAPI) -> None:
    @app.post("/anonymize")
    def take_out(asked: AnonymizerRequest) -> EngineResult:
        """Take out of a text what was found in it."""
        return anonymize(asked.text, asked.analyzer_results, asked.anonymizers)

    @app.get("/anonymizers")
    def operators() -> list[str]:
        """List what can be done with what was found."""
        return sorted(get_args(OperatorConfig.model_fields["type"].annotation))


def _searched(texts: Sequence[str], language: str) -> list[tuple[str, list[Entity]]]:
    return list(zip(texts, open_finder(language)(texts), strict=True))


def _shown(request: AnalyzerRequest, text: str, entities: Sequence[Entity]) -> list[RecognizerResult]:
    names = called(request.entities or ())
    return [
        RecognizerResult(
            start=one.start,
            end=one.end,
            score=one.score,
            entity_type=names[one.type],
            recognition_metadata={"recognizer_name": one.recognizer, "recognizer_identifier": one.recognizer},
        )
        for one in entities
        if one.type in names and one.score >= request.score_threshold
        if text[one.start : one.end] not in request.allow_list
    ]


def _known(request: AnalyzerRequest) -> None:
    """Raise ValueError for what this door does not do, instead of finding less than was asked for in silence."""
    _spoken(request.language)
    if lost := unknown(request.entities or ()):
        raise ValueError(f"nobody looks for {lost[0]!r} here: GET /supportedentities lists what is found")
    if request.ad_hoc_recognizers:
        raise ValueError("recognizers of the request's own are not run here: name values in a policy or with --known")


def _spoken(language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"no recognizers for the language {language[:20]!r}: there are {', '.join(LANGUAGES)}")


async def _misshapen(request: Request, error: Exception) -> Response:
    """Say which field is wrong, and nothing of what stood there."""
    places = error.errors() if isinstance(error, RequestValidationError) else ()
    fields = [".".join(filter(str.isidentifier, map(str, place["loc"][1:]))) for place in places]
    named = next((field for field in fields if field), "body")
    return _problem(422, f"the field {named[:80]!r} is missing or has another form than Presidio's")


async def _wrong(request: Request, error: Exception) -> Response:
    return _problem(422, str(error))


async def _withheld(request: Request, error: Exception) -> Response:
    return _problem(500, str(error))


def _problem(status: int, said: Any) -> JSONResponse:
    return JSONResponse({"error": said}, status)

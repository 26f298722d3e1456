"""`minigiants scrub serve`: find personal data over HTTP, in Presidio's form, for programs on this machine."""

from typing import Annotated

import typer

from minigiants.cli._output import say


def serve(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port.")] = 5002,
    host: Annotated[str, typer.Option(help="Address to listen on; another than this opens it to others.")] = (
        "127.0.0.1"
    ),
    name: Annotated[
        list[str] | None, typer.Option(help="Name under which others reach it, where it is opened to them.")
    ] = None,
) -> None:
    """Serve Presidio's /analyze and /anonymize until Ctrl-C; no text is kept or logged."""
    import uvicorn

    from minigiants.api.scrubbing import build_scrub_app
    from minigiants.privacy import open_finder

    open_finder("en")
    hosts = ["127.0.0.1", "localhost", "[::1]", host, *(name or ())]
    say(f"POST /analyze and /anonymize on http://{host}:{port}, the description at /openapi.json")
    uvicorn.run(build_scrub_app(hosts), host=host, port=port, log_level="warning", access_log=False)

"""`minigiants serve`: run the chat model once, for the pages and programs that share it."""

import os
import signal
import sys
import threading
from typing import Annotated

import typer

from minigiants import models, offline
from minigiants.cli._output import say
from minigiants.settings import Settings


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port.")] = 8080,
    host: Annotated[str, typer.Option(help="Address to listen on; another than this opens it to others.")] = (
        "127.0.0.1"
    ),
) -> None:
    """Serve the chat model of the settings to whoever has MINIGIANTS_SERVER_KEY; Ctrl-C stops it."""
    offline.enforce()
    settings = Settings()
    model = models.entry(settings.model, settings.models_folder)
    serving = models.serve(
        models.locate(model.name, settings.models_folder),
        name=model.name,
        context=min(settings.context, model.context),
        threads=settings.threads,
        host=host,
        port=port,
        key=settings.server_key.get_secret_value(),
    )
    say(f"{model.name} on {serving.url}: set MINIGIANTS_ENGINE to this address, and the key, where it is used")
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    sys.stdout.flush()
    while not ended.wait(3600):  # a wait without end hears no signal on every system
        pass
    os._exit(0)  # nothing is left to be written, and llama.cpp's own thread might wait for ever

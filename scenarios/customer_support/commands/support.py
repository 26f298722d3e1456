"""`minigiants support`: carry customer support over HTTP, for web pages and other programs."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from minigiants import scenario
from minigiants.cli import say
from minigiants.pipeline import Services
from minigiants.retrieval import open_library
from minigiants.security import end_half_open
from minigiants.services import build_services, open_funnel, open_store, warm_up
from minigiants.settings import Settings
from minigiants.watch import measured

from ..helpdesk import Handovers, Helpdesk, deliver
from ..sites import key_hash, load_sites, read_sites
from ..web import build_app

app = typer.Typer(no_args_is_help=True)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port.")] = 8602,
    host: Annotated[str, typer.Option(help="Address to listen on; another than this opens it to others.")] = (
        "127.0.0.1"
    ),
) -> None:
    """Serve the API and the widget of every site, and deliver handovers; Ctrl-C stops it."""
    import uvicorn

    settings = Settings()
    folder = settings.home / "sites"
    for bad in read_sites(folder).mistaken:
        say(bad.mistake)
    end_half_open()
    shops = load_sites(folder)
    if not any(site.key for site in shops):
        raise LookupError(f"no site with a key in {str(folder)!r}: run `minigiants support add` first")
    chosen, funnel = scenario.load("customer_support"), open_funnel(settings, "customer_support")
    funnel.warm_up()
    services = build_services(settings, open_library(settings), funnel=funnel)
    warm_up(services)
    store = open_store(settings)
    desk = Helpdesk(
        store, scenario=chosen.name, pipeline=measured(chosen.name, chosen.pipeline), funnel=funnel, sites=folder
    )
    ended = deliver(Handovers(store), folder, settings.outward)

    def ready() -> Services:
        return services

    say(f"{len(shops)} sites on http://{host}:{port}, the widget at /widget.js, the description at /openapi.json")
    try:
        api = build_app(desk, ready, folder, hosts=settings.hosts, proxies=settings.proxies)
        # Uvicorn would believe X-Forwarded-For from every program of this machine.
        uvicorn.run(api, host=host, port=port, log_level="warning", access_log=False, proxy_headers=False)
    finally:
        ended.set()


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The site's name, as customers read it.")],
    collection: Annotated[str, typer.Option(help="Its knowledge base.", show_default=False)],
    origin: Annotated[
        list[str] | None, typer.Option(help="Web origin of its pages, such as https://shop.example.")
    ] = None,
) -> None:
    """Write a site's file with a new key, which is shown this once and kept only as a hash."""
    folder = Settings().home / "sites"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{_stem(name)}.toml"
    if file.exists():
        raise FileExistsError(f"there is a site in {str(file)!r} already: edit it, or choose another name")
    _free(name, collection, folder)
    key = secrets.token_urlsafe(24)
    lines = [
        f"name = {_quoted(name)}",
        f"collection = {_quoted(collection)}",
        f'key = "{key_hash(key)}"',
        f"origins = [{', '.join(map(_quoted, origin or ()))}]",
    ]
    Path(file).write_text("\n".join([*lines, ""]), encoding="utf-8")
    say(f"{file} is written; its key, shown this once: {key}")


def _free(name: str, collection: str, folder: Path) -> None:
    """Raise FileExistsError when a site has the name or the collection: two that claim the same are both closed."""
    for site in load_sites(folder):
        if site.name == name or site.collection == collection:
            raise FileExistsError(
                f"the site {site.name!r} of the collection {site.collection!r} is there already: "
                "edit its file, or choose another name and another collection"
            )


def _stem(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-")
    return kept or "site"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)

"""Read the settings once: defaults, then `settings.toml` in the home folder, then MINIGIANTS_* variables."""

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DEFAULT_HOME = Path("~/.minigiants")
PREFIX = "MINIGIANTS_"
SECRETS = ("database", "server_key")
"""Settings that hold a key or may do so: `MINIGIANTS_SERVER_KEY_FILE` names a file that holds one."""
_FILES = tuple(f"{name.upper()}_FILE" for name in SECRETS)
OFF = "off"
LOCAL_ENGINES = ("llama.cpp", "ctransformers")
"""Libraries that run a model inside this process."""


class SettingsError(ValueError):
    """A setting can't be used; the text says in one sentence which, where it stands, and what is allowed."""


class _TomlFile(TomlConfigSettingsSource):
    """The home folder's `settings.toml`; a mistake in its form names the file."""

    def _read_file(self, file_path: "Path | Traversable") -> dict[str, Any]:
        try:
            return super()._read_file(file_path)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{str(file_path)!r} is no TOML file: {error}") from None


class _SecretFiles(PydanticBaseSettingsSource):
    """What stands in the files that the environment names, as containers are given their secrets."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the first line of the field's file, None without one."""
        place = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE", "") if field_name in SECRETS else ""
        try:
            return (Path(place).read_text("utf-8").split("\n")[0].strip() if place else None), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"the setting {PREFIX}{field_name.upper()}_FILE cannot be used: {place!r} can't be read "
                f"({type(error).__name__})"
            ) from None

    def __call__(self) -> dict[str, Any]:
        """Return those that are there."""
        read = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in read.items() if value is not None}


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _split(value: object) -> object:
    """Read a comma-separated text, as environment variables have it, as a list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _engine(value: str) -> str:
    """Accept the name of an engine, or the base address of a server."""
    if value in LOCAL_ENGINES:
        return value
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        known = ", ".join(map(repr, LOCAL_ENGINES))
        raise ValueError(f"an engine is {known}, or a server's base address such as 'http://127.0.0.1:8080/v1'")
    if parts.username or parts.password:
        raise ValueError("an address must not hold a key: give it as MINIGIANTS_SERVER_KEY")
    return value.rstrip("/")


def _outward(value: str) -> str:
    """Accept nothing, `off`, or the address of a proxy."""
    parts = urlsplit(value)
    if value in ("", OFF) or (parts.scheme == "http" and parts.hostname and parts.port and not parts.path.strip("/")):
        return value.rstrip("/")
    raise ValueError(f"it is empty, {OFF!r}, or the address of a proxy with its port, such as http://127.0.0.1:3128")


def _hosts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Accept names without scheme, port or wildcard."""
    for name in names:
        if not re.fullmatch(r"[\w.-]+|[\da-f:]+", name, re.IGNORECASE):
            raise ValueError(f"{name!r} is no plain name of a host: write it as notes.example, without port")
    return tuple(name.lower().rstrip(".") for name in names)


def _networks(names: tuple[str, ...]) -> tuple[str, ...]:
    """Accept addresses and networks."""
    for name in names:
        try:
            ip_network(name, strict=False)
        except ValueError:
            raise ValueError(f"{name!r} is neither an address nor a network, such as 10.0.0.0/8") from None
    return names


class Settings(BaseSettings):
    """One tree for the whole suite; every field can be given as MINIGIANTS_<NAME>."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Annotated[Path, AfterValidator(_absolute)] = Field(
        default=DEFAULT_HOME, validate_default=True, description="models, index, database, logs: one volume, one backup"
    )
    data: Path | None = Field(default=None, description="evaluation data folder; absent data is said, never guessed")
    model: str = Field(default="qwen2.5-coder-1.5b", description="chat model, a name of the catalog")
    engine: Annotated[str, AfterValidator(_engine)] = Field(
        default="llama.cpp",
        description="what runs the chat model: llama.cpp, ctransformers, or a server's base address (http://.../v1)",
    )
    server_key: SecretStr = Field(default=SecretStr(""), description="key of the server; never written to a log")
    server_timeout: float = Field(default=120, gt=0, description="seconds of silence after which a server has failed")
    server_retries: int = Field(default=2, ge=0, description="how often a busy or absent server is asked again")
    embedding_model: str = Field(default="all-minilm-l6-v2", description="embedding model, a name of the catalog")
    sources: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        default=("hub", "packages"),
        description="where models are pulled from, in order: hub, packages, or folders that hold the files",
    )
    adapters: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        default=(), description="adapters to use, by name; each belongs to a scenario and to one chat model"
    )
    context: int = Field(default=4096, ge=512, description="tokens the model can hold, prompt and answer together")
    threads: int = Field(default=0, ge=0, description="CPU threads of the model; 0 takes the physical cores")
    idle_minutes: float = Field(
        default=30, ge=0, description="minutes without a question after which the model's memory is freed; 0 keeps it"
    )
    database: str = Field(default="", description="SQLAlchemy URL; empty is SQLite in the home folder")
    privacy: str = Field(
        default="",
        description="empty: personal data goes where a scenario says so; `everywhere`, or a policy: at every place",
    )
    language: Literal["en", "es", "pl"] = Field(
        default="en", description="what the texts are written in, for the search for personal data"
    )
    wrong_at_most: float = Field(
        default=0,
        ge=0,
        lt=50,
        description="of 100 answers shown, how many may be wrong: the bar is computed from ratings; 0 promises nothing",
    )
    reading_seconds: float = Field(default=50, gt=0, description="seconds after which the reading of a file is stopped")
    reading_megabytes: int = Field(default=900, ge=100, description="memory that the reading of one file may take")
    reading_file_megabytes: float = Field(default=200, gt=0, description="the longest file that is read")
    reading_pages: int = Field(default=5000, ge=1, description="pages that a file may have")
    reading_passages: int = Field(default=50_000, ge=1, description="passages that a file may be cut into")
    reading_nesting: int = Field(default=1000, ge=200, description="levels at which a file's parts may be nested")
    reading_ocr_seconds: float = Field(
        default=1800, ge=0, description="further seconds that recognising a file's scanned pages may take"
    )
    reading_languages: str = Field(default="eng", description="languages of scanned pages, as Tesseract names them")
    hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_hosts)] = Field(
        default=(), description="names besides loopback under which the pages and the API answer, such as notes.example"
    )
    proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_networks)] = Field(
        default=(), description="addresses or networks of proxies whose X-Forwarded-For says where somebody comes from"
    )
    outward: Annotated[str, AfterValidator(_outward)] = Field(
        default="",
        description="how handovers leave: directly when empty, http://HOST:PORT through that proxy, off not at all",
    )
    user: str = Field(default="local", description="name written beside ratings made on this box")

    def __init__(self, **given: Any) -> None:
        """Read the settings; raises SettingsError."""
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise SettingsError(_sentence(error.errors(include_input=False, include_url=False)[0])) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the sources: arguments, environment, files that it names, the home folder's TOML file."""
        home = _absolute(Path(os.environ.get("MINIGIANTS_HOME", DEFAULT_HOME)))
        return init_settings, env_settings, _SecretFiles(settings_cls), _TomlFile(settings_cls, home / "settings.toml")

    @model_validator(mode="before")
    @classmethod
    def _spelt(cls, value: object) -> object:
        """Refuse a variable that is a slip of the pen away from a setting: it would be lost without a word."""
        settings = [name.upper() for name in cls.model_fields]
        for variable in map(str.upper, os.environ):
            name = variable.removeprefix(PREFIX)
            if name in _FILES:
                continue
            if (
                variable.startswith(PREFIX)
                and name not in settings
                and (near := get_close_matches(name, settings, 1, 0.8))
            ):
                raise ValueError(f"{variable} is no setting: write {PREFIX}{near[0]}, or take it away")
        return value

    @property
    def models_folder(self) -> Path:
        """Where pulled model files live."""
        return self.home / "models"

    @property
    def index_folder(self) -> Path:
        """Where the two search indexes and the kept originals live."""
        return self.home / "index"

    @property
    def server(self) -> str:
        """The base address of the server that runs the chat model; empty when this process does."""
        return "" if self.engine in LOCAL_ENGINES else self.engine

    @property
    def server_model(self) -> str:
        """The chat model that somebody chose; empty lets a server take its only one."""
        return self.model if "model" in self.model_fields_set else ""

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of runs, answers and ratings."""
        return self.database or f"sqlite:///{self.home / 'minigiants.db'}"


def _sentence(mistake: Mapping[str, Any]) -> str:
    """Say which setting is wrong, where it stands and what is allowed, without the value, which may be a key."""
    name, why = ".".join(map(str, mistake["loc"])), mistake["msg"].removeprefix("Value error, ")
    if not name:
        return str(why)
    place = _place(name)
    field = Settings.model_fields.get(name.partition(".")[0])
    if field is None:
        near = get_close_matches(name, list(Settings.model_fields), 1, 0.6)
        return f"{place} is no setting: {f'write {near[0]}' if near else 'see docs/settings.md'}, or take it away"
    about = f" ({field.description})" if field.description else ""
    return f"{place} cannot be used: {why}{about}"


def _place(name: str) -> str:
    """Say where a setting stands: in the environment, or on which line of which file."""
    if f"{PREFIX}{name}".upper() in map(str.upper, os.environ):
        return f"the setting {PREFIX}{name.upper()}"
    file = _absolute(Path(os.environ.get("MINIGIANTS_HOME", DEFAULT_HOME))) / "settings.toml"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    # `threads = 4`, also quoted and indented; not `# threads = 4`
    written = re.compile(rf"""\s*["']?{re.escape(name.partition(".")[0])}["']?\s*[.=]""")
    number = next((number for number, line in enumerate(lines, start=1) if written.match(line)), 0)
    return f"the setting {name} in line {number} of {str(file)!r}" if number else f"the setting {name}"

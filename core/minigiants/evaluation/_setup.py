"""Give an evaluation its model and its documents, indexed as a user's would be but apart from them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from minigiants import documents, suite
from minigiants.evaluation._solver import Progress
from minigiants.ingestion import ingest
from minigiants.pipeline import Services
from minigiants.privacy import OPEN
from minigiants.retrieval import Embedder, Library, SentenceEmbeddings
from minigiants.services import build_services, chat_model, warm_up
from minigiants.settings import Settings
from minigiants.types import Passage


class DataMissingError(FileNotFoundError):
    """The data set is not on this machine; the text says where to get it and where to put it."""


def data_folder(settings: Settings) -> Path:
    """Return the folder of evaluation data that the settings name, else the one beside a checkout."""
    return settings.data or suite.root().parent / "shared" / "data"


def quiet(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """What a task runs with; tests hand in their own."""

    settings: Settings
    model: BaseChatModel
    name: str
    """Of the model; Inspect writes it into the log as the setup's."""
    model_sha256: str = ""
    embeddings: Embedder
    on_progress: Progress = quiet

    @classmethod
    def of(cls, settings: Settings, on_progress: Progress = quiet) -> "Setup":
        """Take the models that the settings name; raises ModelNotReadyError."""
        folder, model = settings.models_folder, chat_model(settings)
        if settings.server:
            model.load()  # only the server knows its name
        return cls(
            settings=settings,
            model=model,
            name=model.model_name,
            model_sha256=getattr(model, "sha256", ""),
            embeddings=SentenceEmbeddings(folder / settings.embedding_model, id=settings.embedding_model),
            on_progress=on_progress,
        )

    def services(self, collection: str, files: Mapping[str, bytes]) -> Services:
        """Index `files` (name -> bytes) as `collection` in a library of its own, and return services that search it.

        The index is kept in the home folder's cache and used again as long as files, passages and embedding model are
        the same.
        """
        cut = {name: documents.split(documents.read(data, name)) for name, data in files.items()}
        folder = self.settings.home / "cache" / "evaluation" / f"{collection}-{self._key(cut)}"
        folder.mkdir(parents=True, exist_ok=True)
        library = Library(folder, self.embeddings)
        for done, report in enumerate(ingest(library, list(files.items()), collection=collection), start=1):
            if report.status == "failed":
                raise ValueError(f"the evaluation's document {report.name!r} could not be indexed: {report.reason}")
            self.on_progress("index", done, len(files))
        services = build_services(self.settings, library, funnel=OPEN, model=self.model)
        warm_up(services)
        return services

    def _key(self, cut: Mapping[str, tuple[Passage, ...]]) -> str:
        digest = hashlib.sha256(self.embeddings.id.encode())
        for name, passages in cut.items():
            digest.update(name.encode() + b"\0")
            for passage in passages:
                digest.update(f"{passage.id}\0{passage.heading}\0{passage.text}\0".encode("utf-8", "replace"))
        return digest.hexdigest()[:16]

"""Open the library that the settings name."""

from minigiants.retrieval._library import Library
from minigiants.settings import Settings


def open_library(settings: Settings) -> Library:
    """Open the library in the home folder; the embedding model is loaded at first use. Raises IndexUnwritable."""
    from minigiants.retrieval._embeddings import SentenceEmbeddings  # LangChain, which the rest of the room needs not

    folder = settings.models_folder / settings.embedding_model
    return Library(settings.index_folder, SentenceEmbeddings(folder, id=settings.embedding_model))

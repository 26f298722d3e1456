"""`python -m benchmarks.reading.speed`: pages a second beside a LangChain loader, splitter and Chroma chain.

Usage: python -m benchmarks.reading.speed [--pages 1000] [--files 10] [--home FOLDER] [--alone]

The same PDF files, one after the other in one run, each side with the same embedding model: pypdf pages, the recursive
splitter at 1,000 characters with 200 shared, and Chroma in a folder; against what `minigiants ingest` does. Wanted
beside the suite: langchain-text-splitters, langchain-chroma, langchain-huggingface, pypdf. `--alone` leaves the chain
out.
"""

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.reading.gold.writer import Writer
from minigiants.documents import FileReader
from minigiants.ingestion import Stage, ingest
from minigiants.retrieval import Library, SentenceEmbeddings
from minigiants.settings import Settings

QUESTION = "Which office repairs the boiler?"


def main() -> None:
    """Make the files, index them both ways and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--alone", action="store_true")
    given = parser.parse_args()
    settings = Settings(home=given.home) if given.home else Settings()
    model = settings.models_folder / settings.embedding_model
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"part-{i}.pdf" for i in range(given.files)]
        for i, file in enumerate(files):
            file.write_bytes(book(i, given.pages // given.files))
        if not given.alone:
            print(_timed("chain", given.pages, lambda: _chain(files, folder / "chain", model)))
        print(_timed("suite", given.pages, lambda: _suite(files, folder / "suite", model, settings.embedding_model)))


def book(seed: int, pages: int) -> bytes:
    """Return a PDF of pages with a heading, five paragraphs and a table, some 2,200 characters each."""
    writer, style = Writer(seed), getSampleStyleSheet()
    flow: list[Flowable] = []
    for _ in range(pages):
        flow += [Paragraph(writer.heading(), style["Heading2"])]
        flow += [Paragraph(writer.paragraph(3), style["BodyText"]) for _ in range(5)]
        flow += [Spacer(0, 6), Table(writer.table(8, 4)), PageBreak()]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(flow)
    return out.getvalue()


def _timed(name: str, pages: int, work: Callable[[], str]) -> str:
    """Say how long it took by the clock and of the processors, those of child processes too."""
    started, used = time.monotonic(), _processor_seconds()
    told = work()
    seconds, spent = time.monotonic() - started, _processor_seconds() - used
    return (
        f"{name}: {seconds:.1f} s, {pages / seconds:.1f} pages a second; {spent:.1f} s of processors, "
        f"{pages / spent:.1f} pages a second of one; {told}"
    )


def _processor_seconds() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _chain(files: list[Path], folder: Path, model: Path) -> str:
    import pypdf
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = Chroma("pages", HuggingFaceEmbeddings(model_name=str(model)), persist_directory=str(folder))
    chunks = 0
    for file in files:
        pages = enumerate(pypdf.PdfReader(file).pages)
        cut = splitter.split_documents(
            [Document(page.extract_text(), metadata={"source": file.name, "page": n}) for n, page in pages]
        )
        store.add_documents(cut)
        chunks += len(cut)
    return f"{chunks} chunks"


def _suite(files: list[Path], folder: Path, model: Path, name: str) -> str:
    library = Library(folder, SentenceEmbeddings(model, id=name))
    started, first = time.monotonic(), [0.0]

    def tell(_name: str, stage: Stage, _done: int, _total: int) -> None:
        if stage == "embed" and not first[0] and library.search(QUESTION, collection="pages"):
            first[0] = time.monotonic() - started

    with FileReader() as reader:
        reports = list(ingest(library, files, collection="pages", on_progress=tell, reader=reader))
    library.close()
    return f"{sum(r.passages for r in reports)} passages; first found something after {first[0]:.1f} s"


if __name__ == "__main__":
    main()

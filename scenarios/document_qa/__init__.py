"""Questions about your own documents: a cited answer, or an honest "not in your documents"."""

from pathlib import Path

from minigiants.privacy import load_rules
from minigiants.scenario import Criterion, Later, Scenario

_FOLDER = Path(__file__).parent

SCENARIO = Scenario(
    name="document_qa",
    title="Document questions",
    description="Ask your own documents. Each sentence of an answer shows the page it comes from.",
    role="I have documents",
    first_step="Press “Load the sample documents”, then ask “How large are the leased office rooms?”.",
    icon="menu_book",
    folder=_FOLDER,
    pipeline=Later(f"{__name__}.pipeline", "answer"),
    criteria=(
        Criterion(
            name="correct",
            question="Is what it says right?",
            low="Wrong, or says what the documents do not",
            high="Right in every detail",
            between=("More wrong than right", "Right in the main, wrong in a detail", "Right, but loosely put"),
        ),
        Criterion(
            name="complete",
            question="Does it say all that the documents say on this?",
            low="The main point is missing",
            high="Nothing that matters is missing",
            between=("Much is missing", "The main point, without its conditions", "A detail is missing"),
        ),
        Criterion(
            name="citations",
            question="Do the marked places show what the answer says?",
            low="The places do not support it",
            high="Every sentence can be read there",
            between=("One place of several does", "The main sentence can be read there", "All but a detail can"),
            needs_sources=True,
        ),
    ),
    required=("question",),
    samples=_FOLDER / "evals" / "samples.jsonl",
    privacy=load_rules(_FOLDER / "privacy.toml"),
    tasks=("samples", "clapnq", "half_a", "half_b"),
    trial=Later(f"{__name__}.evals.trial", "offered"),
    searches=True,
)

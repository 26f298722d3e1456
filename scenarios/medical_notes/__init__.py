"""Medical notes: a visit's dialogue becomes a draft whose every line leads back to what was said."""

from pathlib import Path

from minigiants.privacy import load_rules
from minigiants.scenario import Criterion, Later, Scenario

_FOLDER = Path(__file__).parent

SCENARIO = Scenario(
    name="medical_notes",
    title="Medical notes",
    description="Turns what was said at a visit into a draft note. A clinician reads it, corrects it and signs.",
    role="I see patients",
    first_step="Under “Fill in a made-up visit” choose one, press “Draft the note”, and look the draft over.",
    icon="clinical_notes",
    folder=_FOLDER,
    pipeline=Later(f"{__name__}.pipeline", "answer"),
    criteria=(
        Criterion(
            name="omission",
            question="Is everything in it that matters?",
            low="Something important is missing",
            high="Nothing that matters is missing",
        ),
        Criterion(
            name="invention",
            question="Is everything in it true to the visit?",
            low="It says what was not said",
            high="Every line is what was said",
        ),
        Criterion(
            name="wording",
            question="Does it read as a note should?",
            low="It has to be written anew",
            high="Nothing to change",
        ),
        Criterion(
            name="fit_to_sign",
            question="Would you sign it as it is?",
            low="Not without much work",
            high="At once",
        ),
    ),
    required=("dialogue",),
    samples=_FOLDER / "samples.jsonl",
    privacy=load_rules(_FOLDER / "privacy.toml"),
    tasks=(
        "samples",
        "spoken",
        "visits",
        "consultations",
        "drafts",
        "headers",
        "shorts",
        "lines",
        "planted",
        "changes",
    ),
    trial=Later(f"{__name__}.evals.trial", "offered"),
    known=Later(f"{__name__}.signed", "request_known"),
    tables=f"{__name__}.signed.tables",
)

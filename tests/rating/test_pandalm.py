"""PandaLM's votes give its published agreement, and its judges are held against the people."""

import json
from pathlib import Path

import pytest

from benchmarks import pandalm
from minigiants.rating import agreement, judge, rank_pairs

# In the form of the data set, made up.
PAIRS = [
    {"idx": n, "cmp_key": f"{a}_{b}", "annotator1": v, "annotator2": v, "annotator3": w}
    for n, (a, b, v, w) in enumerate([("x", "y", 1, 1), ("y", "z", 2, 2), ("z", "x", 0, 1)] * 20)
]


def written(folder: Path) -> Path:
    data = folder / "pandalm"
    data.mkdir()
    (data / "testset-v1.json").write_text(json.dumps(PAIRS))
    own = [{"idx": p["idx"], "pandalm_result": p["annotator1"]} for p in PAIRS]
    gpt = [{"idx": p["idx"], "gpt_result": "Tie" if p["annotator1"] == 0 else str(p["annotator1"])} for p in PAIRS]
    (data / "pandalm-7b-testset-v1.json").write_text(json.dumps(own))
    (data / "gpt-3.5-turbo-testset-v1.json").write_text(json.dumps(gpt))
    return folder


def test_its_form_is_read(tmp_path: Path) -> None:
    votes = pandalm.votes(written(tmp_path))

    assert {v.rater for v in votes} == {"annotator1", "annotator2", "annotator3", "pandalm-7b", "gpt-3.5-turbo"}
    assert [v.value for v in votes if v.rater == "gpt-3.5-turbo"][:3] == [1.0, 2.0, 0.0]
    assert judge(votes, "pandalm-7b").with_majority.value == 1.0


@pytest.mark.slow
def test_the_published_agreement_comes_out() -> None:
    data = pandalm.folder()
    if data is None:
        pytest.skip("PandaLM is not here: set MINIGIANTS_DATA to the folder that holds 'pandalm'")
    votes = pandalm.votes(data)
    people = [v for v in votes if v.rater.startswith("annotator")]

    told = agreement(people)
    ranking = rank_pairs(people)

    kappas = {pair.raters: round(pair.kappa.value or 0, 3) for pair in told.cohen}
    assert kappas == {
        ("annotator1", "annotator2"): 0.852,
        ("annotator1", "annotator3"): 0.879,
        ("annotator2", "annotator3"): 0.862,
    }
    assert round(told.fleiss.value or 0, 4) == 0.8642
    assert [(m.model, m.rank, m.raw_rank) for m in ranking.models] == [
        (name, place, place)
        for place, name in enumerate(("llama-7b", "pythia-6.9b", "bloom-7b", "opt-7b", "cerebras-gpt-6.7B"), start=1)
    ]
    assert [(m.best_rank, m.worst_rank) for m in ranking.models] == [(1, 1), (2, 3), (2, 4), (3, 4), (5, 5)]
    for one in ranking.models:
        spread = one.strength
        assert spread.low is not None
        assert spread.value is not None
        assert spread.high is not None
        assert spread.low < spread.value < spread.high < spread.low + 0.5
    against = {name: [v for v in votes if v.rater in (*pandalm.ANNOTATORS, name)] for name in pandalm.JUDGES}
    judged = {name: judge(some, name) for name, some in against.items()}
    found = {
        name: (round(one.with_majority.value or 0, 3), round(one.kappa_majority.value or 0, 3), one.failed)
        for name, one in judged.items()
    }
    assert found == {"pandalm-7b": (0.668, 0.435, 0), "gpt-3.5-turbo": (0.698, 0.476, 25)}

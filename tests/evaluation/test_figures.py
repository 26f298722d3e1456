"""Figures carry the right value, n and interval."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from minigiants.evaluation import (
    Figure,
    _figures,
    auroc,
    bootstrap,
    mean,
    quantile,
    ratio,
    share,
    statistic,
    tpr_at_fpr,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 1, 0.2065, 1.0)],  # Newcombe 1998
)
def test_wilson_gives_the_published_intervals(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=2e-4)


def scored(n: int = 300) -> tuple["np.ndarray[tuple[int], np.dtype[np.float64]]", ...]:
    rng = np.random.default_rng(1)
    labels = (rng.random(n) < 0.4).astype(float)
    return np.round(labels * 0.8 + rng.normal(size=n), 1), labels


def test_auroc_with_ties_is_that_of_scikit_learn() -> None:
    scores, labels = scored()

    assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))


@pytest.mark.parametrize("most", [0.0, 0.05, 0.15, 0.5, 1.0])
def test_true_positives_at_a_false_positive_rate_are_those_of_the_curve(most: float) -> None:
    scores, labels = scored()
    false, true, _ = roc_curve(labels, scores, drop_intermediate=False)

    assert tpr_at_fpr(scores, labels, most) == pytest.approx(true[false <= most + 1e-9].max())


def test_a_bootstrap_interval_is_that_of_the_normal_theory_and_repeats_with_its_seed() -> None:
    values = np.random.default_rng(2).normal(size=400)

    low, high = bootstrap(values, lambda v: float(v.mean()), seed=3)

    half = 1.96 * values.std() / math.sqrt(len(values))
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.02)
    assert bootstrap(values, lambda v: float(v.mean()), seed=3) == (low, high)
    assert bootstrap(values, lambda v: float(v.mean()), seed=4) != (low, high)


@pytest.mark.parametrize("figure", [mean, partial(quantile, at=0.9), ratio], ids=["mean", "quantile", "ratio"])
def test_many_resamples_at_once_give_the_interval_of_one_after_another(
    figure: Callable[..., Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(5)
    values = rng.integers(0, 9, (700, 2)).astype(float) if figure is ratio else rng.normal(size=700)
    at_once = figure("x", values, seed=3)

    def one_after_another(rows: Any, measure: Callable[[Any], float], *, together: object, **more: Any) -> Any:
        assert together
        return bootstrap(rows, measure, **more)

    monkeypatch.setattr(_figures, "bootstrap", one_after_another)

    assert figure("x", values, seed=3) == at_once


def test_strata_keep_their_shares() -> None:
    labels = np.array([1.0] * 3 + [0.0] * 7)

    assert bootstrap(labels, lambda v: float(v.mean()), strata=labels) == (0.3, 0.3)


def test_a_ratio_is_resampled_by_case() -> None:
    figure = ratio("precision", [(1, 1), (0, 9)] * 20)

    assert figure.value == 0.1
    assert figure.low is not None
    assert figure.high is not None
    assert 0.05 < figure.low < 0.1 < figure.high < 0.2
    assert figure.n == 40


@pytest.mark.parametrize(
    "figure",
    [
        share("x", []),
        mean("x", []),
        quantile("x", [], 0.5),
        ratio("x", []),
        ratio("x", [(0, 0)]),
        statistic("x", np.array([[0.5, 1.0]]), lambda r: auroc(r[:, 0], r[:, 1])),
    ],
)
def test_a_figure_of_nothing_has_no_value_rather_than_a_zero(figure: object) -> None:
    assert [getattr(figure, name) for name in ("value", "low", "high")] == [None, None, None]

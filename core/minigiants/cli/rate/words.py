"""Put statistics of ratings into rows of text."""

from collections.abc import Sequence

from minigiants.rating import AdjustedScore, Agreement, Estimate, Judgement, Ranking, Rater

Row = dict[str, str]


def agreements(agreement: Agreement) -> list[Row]:
    """Return a row for each figure of agreement."""
    ordered = {
        "Krippendorff's alpha, ordinal": agreement.alpha_ordinal,
        "Krippendorff's alpha, interval": agreement.alpha_interval,
        "Gwet's AC2, ordinal": agreement.ac2,
    }
    figures = {
        **({} if agreement.nominal else ordered),
        "Krippendorff's alpha, nominal": agreement.alpha_nominal,
        "Gwet's AC1": agreement.ac1,
        "Fleiss' kappa": agreement.fleiss,
        "equal votes": agreement.raw,
        **{f"Cohen's kappa, {' and '.join(pair.raters)}": pair.kappa for pair in agreement.cohen},
    }
    return [_row(name, value) for name, value in figures.items()]


def judgements(judgement: Judgement) -> list[Row]:
    """Return a row for each figure of a judge."""
    return [
        _row("says what most experts say", judgement.with_majority),
        _row("Cohen's kappa with what most say", judgement.kappa_majority),
    ]


def people(raters: Sequence[Rater]) -> list[Row]:
    """Return a row for each rater."""
    return [
        {
            "rater": one.rater,
            "ratings": str(one.ratings),
            "bias": _signed(one.bias.value),
            "95 % interval": _span(one.bias),
            "drift": _signed(one.drift) + (", more than chance" if one.drift_sure else ""),
        }
        for one in raters
    ]


def pairwise(ranking: Ranking) -> list[Row]:
    """Return a row for each model of a ranking from choices."""
    return [
        {
            "rank": str(one.rank),
            "model": one.model,
            "strength": _signed(one.strength.value),
            "95 % interval": _span(one.strength),
            "ranks": f"{one.best_rank} to {one.worst_rank}",
            "wins": str(one.wins),
            "losses": str(one.losses),
            "ties": str(one.ties),
            "rank by wins": str(one.raw_rank),
        }
        for one in ranking.models
    ]


def ranked(scores: Sequence[AdjustedScore]) -> list[Row]:
    """Return a row for each model, or item."""
    return [
        {
            "rank": str(rank),
            "name": one.name,
            "score": _number(one.score.value),
            "95 % interval": _span(one.score),
            "mean as given": _number(one.raw),
            "ratings": str(one.ratings),
        }
        for rank, one in enumerate(scores, start=1)
    ]


def _row(name: str, value: Estimate) -> Row:
    return {"figure": name, "value": _number(value.value), "95 % interval": _span(value), "items": str(value.n)}


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def _span(value: Estimate) -> str:
    return "-" if value.low is None else f"{_number(value.low)} to {_number(value.high)}"

"""Put statistics of ratings into rows of text."""

from collections.abc import Sequence

from minigiants.rating import Agreement, Estimate, Judgement, Ranking, Rater, Scored

Row = dict[str, str]


def agreements(found: Agreement) -> list[Row]:
    """Return a row for each figure of agreement."""
    ordered = {
        "Krippendorff's alpha, ordinal": found.alpha_ordinal,
        "Krippendorff's alpha, interval": found.alpha_interval,
        "Gwet's AC2, ordinal": found.ac2,
    }
    figures = {
        **({} if found.nominal else ordered),
        "Krippendorff's alpha, nominal": found.alpha_nominal,
        "Gwet's AC1": found.ac1,
        "Fleiss' kappa": found.fleiss,
        "equal votes": found.raw,
        **{f"Cohen's kappa, {' and '.join(pair.raters)}": pair.kappa for pair in found.cohen},
    }
    return [_row(name, value) for name, value in figures.items()]


def judgements(found: Judgement) -> list[Row]:
    """Return a row for each figure of a judge."""
    return [
        _row("says what most experts say", found.with_majority),
        _row("Cohen's kappa with what most say", found.kappa_majority),
    ]


def people(found: Sequence[Rater]) -> list[Row]:
    """Return a row for each rater."""
    return [
        {
            "rater": one.rater,
            "ratings": str(one.ratings),
            "bias": _signed(one.bias.value),
            "95 % interval": _span(one.bias),
            "drift": _signed(one.drift) + (", more than chance" if one.drift_sure else ""),
        }
        for one in found
    ]


def pairwise(found: Ranking) -> list[Row]:
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
        for one in found.models
    ]


def ranked(found: Sequence[Scored]) -> list[Row]:
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
        for rank, one in enumerate(found, start=1)
    ]


def _row(name: str, value: Estimate) -> Row:
    return {"figure": name, "value": _number(value.value), "95 % interval": _span(value), "items": str(value.n)}


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def _span(value: Estimate) -> str:
    return "-" if value.low is None else f"{_number(value.low)} to {_number(value.high)}"

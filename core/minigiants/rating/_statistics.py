"""Put together what a table of votes means, criterion by criterion."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from minigiants.rating._agreement import Agreement, agreement
from minigiants.rating._judge import Judgement, judge
from minigiants.rating._pairwise import Ranking, rank_pairs
from minigiants.rating._raters import MIN_VOTES, AdjustedScore, Rater, raters, scores
from minigiants.rating._votes import Vote, last_votes, one_spelling
from minigiants.rating.reading import remarks
from minigiants.store import same_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """Everything that is told of one criterion."""

    agreement: Agreement
    raters: tuple[Rater, ...]
    """Empty for choices between two, and for labels."""
    ranking: tuple[AdjustedScore, ...]
    """Models, or items where no model is named, with the raters' bias taken out; empty where none may be made."""
    pairwise: Ranking | None
    """The models' order from choices between two."""
    judge: Judgement | None
    why_no_ranking: str
    remarks: tuple[str, ...] = ()
    """What was taken together: names spelt in several ways, votes given twice."""

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self)


def statistics(votes: Sequence[Vote], *, judged: str = "", seed: int = 0) -> list[Statistics]:
    """Return the statistics of each criterion that people rated; a rater called `judged` is held against the others.

    Raises KeyError when there is no such rater.
    """
    votes_kept = last_votes(one_spelling(votes))
    there = {same_name(vote.rater): vote.rater for vote in votes_kept}
    if judged and same_name(judged) not in there:
        raise KeyError(f"no rater {judged!r} in the table; there are: {', '.join(sorted(there.values()))}")
    judge_name = there[same_name(judged)] if judged else ""
    names = dict.fromkeys(vote.criterion for vote in votes_kept if vote.rater != judge_name)
    return [
        replace(
            _one([vote for vote in votes_kept if vote.criterion == name], judge_name, seed),
            remarks=tuple(remarks([vote for vote in votes if vote.criterion == name])),
        )
        for name in names
    ]


def _one(votes: Sequence[Vote], judged: str, seed: int) -> Statistics:
    people = [vote for vote in votes if vote.rater != judged]
    agreed = agreement(people, seed=seed)
    paired, nominal = any(vote.left for vote in people), any(not vote.ordered for vote in people)
    pairwise = rank_pairs(people, seed=seed) if paired and agreed.strength != "none" else None
    why = _why_none(people, agreed, pairwise)
    return Statistics(
        agreement=agreed,
        raters=() if paired or nominal else tuple(raters(people, seed=seed)),
        ranking=() if paired or why else tuple(scores(people, seed=seed)),
        pairwise=pairwise,
        judge=judge(votes, judged, seed=seed) if len(people) < len(votes) else None,
        why_no_ranking=why,
    )


def _why_none(votes: Sequence[Vote], agreed: Agreement, pairwise: Ranking | None) -> str:
    if pairwise:
        return pairwise.why_none
    if agreed.strength in ("none", "unknown"):
        return agreed.sentence
    if any(not vote.ordered for vote in votes):
        return "Labels have no order, so nothing is ranked by them."
    if all(vote.model for vote in votes):
        counts = [sum(v.model == name for v in votes) for name in {v.model for v in votes}]
        if min(counts) < MIN_VOTES:
            return f"A model has {min(counts)} votes, and below {MIN_VOTES} for each nothing is ranked."
    return ""

"""Say what ratings mean, hand out rating work, and turn what experts corrected into tests and training data."""

from minigiants.rating._agreement import Agreement, Pair, agreement
from minigiants.rating._campaign import (
    LABELS,
    PREFERENCE,
    SPEAKERS,
    Care,
    asked,
    care,
    criteria,
    item,
    labels,
    model_names,
    overlapping,
    pair,
    settled,
    votes,
    with_known,
)
from minigiants.rating._chance import alpha, cohen, counts, fleiss, gwet, raw
from minigiants.rating._corrections import Correction, corrections
from minigiants.rating._estimate import Estimate, estimate
from minigiants.rating._export import FILES, write
from minigiants.rating._gate import Case, CaseOutcome, Gate, GateError, check
from minigiants.rating._import import take_in
from minigiants.rating._judge import Judgement, judge
from minigiants.rating._judged import Judged, Said, judged
from minigiants.rating._pairwise import Ranked, Ranking, davidson, rank_pairs
from minigiants.rating._preferred import preferred
from minigiants.rating._raters import AdjustedScore, Rater, raters, scores
from minigiants.rating._runs import bring_in, pairs
from minigiants.rating._statistics import Statistics, statistics
from minigiants.rating._votes import Vote, VotesError, as_csv, last_votes, table
from minigiants.rating._weeks import Week, weeks
from minigiants.rating.reading import numbered, read_votes, remarks, scale_of

__all__ = [
    "FILES",
    "LABELS",
    "PREFERENCE",
    "SPEAKERS",
    "AdjustedScore",
    "Agreement",
    "Care",
    "Case",
    "CaseOutcome",
    "Correction",
    "Estimate",
    "Gate",
    "GateError",
    "Judged",
    "Judgement",
    "Pair",
    "Ranked",
    "Ranking",
    "Rater",
    "Said",
    "Statistics",
    "Vote",
    "VotesError",
    "Week",
    "agreement",
    "alpha",
    "as_csv",
    "asked",
    "bring_in",
    "care",
    "check",
    "cohen",
    "corrections",
    "counts",
    "criteria",
    "davidson",
    "estimate",
    "fleiss",
    "gwet",
    "item",
    "judge",
    "judged",
    "labels",
    "last_votes",
    "model_names",
    "numbered",
    "overlapping",
    "pair",
    "pairs",
    "preferred",
    "rank_pairs",
    "raters",
    "raw",
    "read_votes",
    "remarks",
    "scale_of",
    "scores",
    "settled",
    "statistics",
    "table",
    "take_in",
    "votes",
    "weeks",
    "with_known",
    "write",
]

"""Compare models on a scenario's own work: which small one is enough, what the pipeline adds, what it costs."""

from minigiants.comparing.asking import Apart, Asks, Assignment, NotReadyError, measured, trial_of
from minigiants.comparing.baseline import Comparand, MetricChange, has_baseline, held_against, keep, measure_candidate
from minigiants.comparing.cases import read_cases, with_cases, with_probes
from minigiants.comparing.comparison import (
    CONTROL,
    OUTCOMES,
    PLAN,
    Comparison,
    OtherItemsError,
    merged,
    outcomes_of,
    read_comparison,
)
from minigiants.comparing.contenders import BARE, PIPELINE, Contender, contenders
from minigiants.comparing.costs import Prices
from minigiants.comparing.intervals import Difference, Mean, chance_of, difference, mean_of
from minigiants.comparing.journal import Journal, StorageError
from minigiants.comparing.picture import Point, frontier, picture
from minigiants.comparing.plainly import Plainly, declines
from minigiants.comparing.report import html, write_reports
from minigiants.comparing.result import Findings, result
from minigiants.comparing.running import Opens, Standstill, StoppedError, Told, run, say_wish, seconds_left, todo, wish
from minigiants.comparing.standings import Paired, Standing
from minigiants.comparing.trial import CaseError, Metric, Probe, ScoreError, Trial, drawn, scored
from minigiants.comparing.verdict import Bars, Smallest, smallest

__all__ = [
    "BARE",
    "CONTROL",
    "OUTCOMES",
    "PIPELINE",
    "PLAN",
    "Apart",
    "Asks",
    "Assignment",
    "Bars",
    "CaseError",
    "Comparand",
    "Comparison",
    "Contender",
    "Difference",
    "Findings",
    "Journal",
    "Mean",
    "Metric",
    "MetricChange",
    "NotReadyError",
    "Opens",
    "OtherItemsError",
    "Paired",
    "Plainly",
    "Point",
    "Prices",
    "Probe",
    "ScoreError",
    "Smallest",
    "Standing",
    "Standstill",
    "StoppedError",
    "StorageError",
    "Told",
    "Trial",
    "chance_of",
    "contenders",
    "declines",
    "difference",
    "drawn",
    "frontier",
    "has_baseline",
    "held_against",
    "html",
    "keep",
    "mean_of",
    "measure_candidate",
    "measured",
    "merged",
    "outcomes_of",
    "picture",
    "read_cases",
    "read_comparison",
    "result",
    "run",
    "say_wish",
    "scored",
    "seconds_left",
    "smallest",
    "todo",
    "trial_of",
    "wish",
    "with_cases",
    "with_probes",
    "write_reports",
]

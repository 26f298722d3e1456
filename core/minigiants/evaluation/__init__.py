"""Measure a scenario on the machine it runs on: Inspect tasks, figures with intervals, reports."""

from minigiants.evaluation._figures import Figure, mean, quantile, ratio, share, statistic
from minigiants.evaluation._intervals import auroc, bootstrap, tpr_at_fpr, wilson
from minigiants.evaluation._outcome import Outcome, outcome
from minigiants.evaluation._report import Report
from minigiants.evaluation._rouge import ROUGE, rouge, rouge_l
from minigiants.evaluation._run import EvaluationFailedError, Row, evaluate, logged, rows
from minigiants.evaluation._setup import DataMissingError, Setup, data_folder
from minigiants.evaluation._solver import Progress, ask, without_model

__all__ = [
    "ROUGE",
    "DataMissingError",
    "EvaluationFailedError",
    "Figure",
    "Outcome",
    "Progress",
    "Report",
    "Row",
    "Setup",
    "ask",
    "auroc",
    "bootstrap",
    "data_folder",
    "evaluate",
    "logged",
    "mean",
    "outcome",
    "quantile",
    "ratio",
    "rouge",
    "rouge_l",
    "rows",
    "share",
    "statistic",
    "tpr_at_fpr",
    "wilson",
    "without_model",
]

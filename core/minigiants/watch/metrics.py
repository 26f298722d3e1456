"""Count what a process answers in the form that Prometheus reads; no label ever holds a word of anybody's."""

import time
from functools import cache
from typing import TYPE_CHECKING, Any

from minigiants import models
from minigiants.pipeline import Answer, Event, Pipeline, Request, Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import Counter

_BUCKETS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160)
"""Seconds."""


class _Meters:
    """Everything that is counted, in one registry."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry = CollectorRegistry()

        def counter(name: str, about: str, *labels: str) -> "Counter":
            return Counter(f"minigiants_{name}", about, labels, registry=self.registry)

        self.answers = counter("answers", "Answers given, by what was done.", "scenario", "action")
        self.failed_checks = counter(
            "failed_checks", "Claims that a check withheld, and orders in documents.", "scenario", "kind"
        )
        self.tokens = counter("tokens", "Tokens that the chat model read and wrote.", "scenario", "direction")
        self.failures = counter("failures", "Requests that ended in an error.", "scenario", "error")
        self.seconds = Histogram(
            "minigiants_stage_seconds",
            "Seconds that each stage of an answer took.",
            ("scenario", "stage"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        queue = Gauge("minigiants_queue", "Requests that wait for this process's model or run.", registry=self.registry)
        queue.set_function(lambda: float(models.requests()))


@cache
def _meters() -> _Meters:
    return _Meters()


def exposition() -> tuple[bytes, str]:
    """Return all figures of this process as text, and its media type."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    return generate_latest(_meters().registry), CONTENT_TYPE_LATEST


def measured(scenario: str, pipeline: Pipeline) -> Pipeline:
    """Return `pipeline` as one whose answers are counted and whose stages are timed, under the scenario's name."""
    meters = _meters()

    def answer(request: Request, services: Services, *, on_event: "Callable[[Event], None] | None" = None) -> Answer:
        stages = _Stages(meters.seconds, scenario)

        def noted(event: Event) -> None:
            stages.enter(event.stage)
            if on_event:
                on_event(event)

        try:
            reply = pipeline(request, services, on_event=noted)
        except Exception as error:
            meters.failures.labels(scenario, type(error).__name__).inc()
            raise
        finally:
            stages.enter("")
        _count(meters, scenario, reply)
        return reply

    return answer


class _Stages:
    """The stage that an answer is at, and since when."""

    def __init__(self, seconds: Any, scenario: str) -> None:
        self._seconds, self._scenario = seconds, scenario
        self._stage, self._since = "", time.perf_counter()

    def enter(self, stage: str) -> None:
        """Write down how long the stage before took; the empty one is none."""
        if stage == self._stage:
            return
        now = time.perf_counter()
        if self._stage:
            self._seconds.labels(self._scenario, self._stage).observe(now - self._since)
        self._stage, self._since = stage, now


def _count(meters: _Meters, scenario: str, answer: Answer) -> None:
    meters.answers.labels(scenario, answer.action).inc()
    if answer.trace:
        for claim in answer.trace.withheld:
            meters.failed_checks.labels(scenario, claim.kind or claim.verdict).inc()
        meters.failed_checks.labels(scenario, "order").inc(len(answer.trace.left_out))
    if answer.generation:
        meters.tokens.labels(scenario, "read").inc(answer.generation.tokens_in)
        meters.tokens.labels(scenario, "written").inc(answer.generation.tokens_out)

"""Let Inspect ask a scenario's pipeline: the same function that the page calls, no provider in between."""

from collections.abc import Callable
from dataclasses import replace

import anyio
from inspect_ai.model import ModelOutput
from inspect_ai.solver import Generate, Solver, TaskState, solver
from langchain_core.language_models import FakeListChatModel

from minigiants.evaluation._outcome import Outcome, outcome
from minigiants.pipeline import Pipeline, Services

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many of how many."""


@solver
def ask(pipeline: Pipeline, services: Services, *, total: int, on_progress: Progress) -> Solver:
    """Put the sample's `metadata["request"]` to the pipeline and leave what came of it in `metadata["outcome"]`.

    A sample with `metadata["asked"]` False goes the whole way with a model that writes nothing: search, selection and
    signals are the same, and it costs no generation.
    """
    silent = without_model(services)
    count = 0

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        nonlocal count
        chosen = services if state.metadata.get("asked", True) else silent
        result = await anyio.to_thread.run_sync(outcome, pipeline, state.metadata["request"], chosen)
        state.metadata["outcome"] = result
        state.output = ModelOutput.from_content(_model(result), str(result.get("text", "")))
        count += 1
        on_progress("ask", count, total)
        return state

    return solve


def without_model(services: Services) -> Services:
    """Return the same services with a model that writes nothing."""
    return replace(services, model=FakeListChatModel(responses=[" "]))


def _model(result: Outcome) -> str:
    return str(result.get("model") or "none")

"""Keep what experts corrected as test cases that a changed prompt or model must pass."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from minigiants.rating._corrections import Correction
from minigiants.store import Store

_NUMBER_OR_WORD = r"(?:(?<!\w)[-\u2212\u2013])?\d+(?:[.,:]\d+)*|[^\W\d_]+"
_WORD = re.compile(_NUMBER_OR_WORD)
_SIGN = re.compile(_NUMBER_OR_WORD + r"|[^\w\s.,;:!?'\"()\[\]{}*_#`\u2010-\u2027-]")
"""Words and signs such as €, < or %; punctuation and what only sets a text out are none."""
ENOUGH = 0.5
"""Share of an expert's new words that a passing answer must have, and of those taken out that it must lack."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A request, an answer that an expert did not let stand, and the one that the expert wrote."""

    id: str
    """Of the answer that was corrected."""
    version: int
    """1 for the first; a correction of a correction is the next, and the last one counts."""
    request: Mapping[str, Any]
    rejected: str
    corrected: str
    corrected_by: str
    corrected_at: str
    reviewed_by: str
    """Who let it in as a test."""
    reviewed_at: str
    model: str
    """What wrote the rejected answer."""
    model_sha256: str
    prompt_sha256: str
    retired: bool = False
    deleted: bool = False
    """Its texts are gone with the conversation that it came from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseOutcome:
    """Whether an answer passes a case, and why not."""

    case: str
    passed: bool
    why: str = ""


class GateError(ValueError):
    """A correction that can't be made a test; the message says why."""


class Gate:
    """A scenario's cases, in one file of JSON lines to which only is added."""

    def __init__(self, home: Path, scenario: str, store: Store | None = None) -> None:
        """Use the file `gates/<scenario>.jsonl` in the home folder.

        With a `store`, cases hold what may leave the house by the policy of the scenario.
        """
        self._scenario, self._store = scenario, store
        self.file = home / "gates" / f"{scenario}.jsonl"

    def cases(self) -> list[Case]:
        """List the cases that count: of each the last version, unless it is retired or deleted."""
        found = {case.id: case for case in self.history()}
        return [case for case in found.values() if not (case.retired or case.deleted)]

    def history(self) -> list[Case]:
        """List every version of every case, the oldest first."""
        if not self.file.exists():
            return []
        lines = self.file.read_text("utf-8").split("\n")
        return [Case(**json.loads(line)) for line in lines if line.endswith("}")]

    def accept(self, correction: Correction, *, reviewer: str) -> Case:
        """Let a correction in as a case; one that is there already is returned as it is.

        Raises GateError for one that changes nothing that `check` can tell, and PrivacyError.
        """
        request, rejected, corrected = self._let_out(correction)
        if not _why_not(rejected, corrected, rejected):
            said = "it changes only capitals, spaces or punctuation"
            raise GateError(f"the correction {correction.answer.id!r} can't be tested: {said}")
        generation = correction.answer.generation
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._alone():
            earlier = [case for case in self.history() if case.id == correction.answer.id]
            if earlier and earlier[-1].corrected == corrected and not earlier[-1].retired:
                return earlier[-1]
            case = Case(
                id=correction.answer.id,
                version=len(earlier) + 1,
                request=request,
                rejected=rejected,
                corrected=corrected,
                corrected_by=correction.rater,
                corrected_at=correction.time.isoformat(timespec="seconds"),
                reviewed_by=reviewer,
                reviewed_at=now,
                model=generation.model if generation else "",
                model_sha256=generation.model_sha256 if generation else "",
                prompt_sha256=generation.prompt_sha256 if generation else "",
            )
            self._append(case)
        return case

    def retire(self, case_id: str, *, reviewer: str) -> None:
        """Let a case count no longer; raises KeyError when there is none of that id."""
        with self._alone():
            cases = {case.id: case for case in self.cases()}
            if case_id not in cases:
                raise KeyError(f"no case {case_id!r} in the gate")
            now = datetime.now(UTC).isoformat(timespec="seconds")
            old = asdict(cases[case_id])
            changed = {"version": old["version"] + 1, "reviewed_by": reviewer, "reviewed_at": now, "retired": True}
            self._append(Case(**old | changed))

    def waiting(self, found: Sequence[Correction]) -> list[Correction]:
        """List the corrections that nobody has let in yet."""
        history = self.history()
        return [one for one in found if not self._has(one, history)]

    def accepted(self, found: Sequence[Correction]) -> list[Correction]:
        """List the corrections whose cases count."""
        cases = self.cases()
        return [one for one in found if self._has(one, cases)]

    def _has(self, one: Correction, cases: Sequence[Case]) -> bool:
        mine = [case.corrected for case in cases if case.id == one.answer.id]
        return bool(mine) and (one.text in mine or self._let_out(one)[2] in mine)

    def _let_out(self, one: Correction) -> tuple[dict[str, Any], str, str]:
        """Return request, rejected and corrected text as they may be kept beyond the conversation."""
        texts: tuple[list[Any], str, str] = (list(one.request.values()), one.answer.text, one.text)
        if self._store:
            texts = self._store.let_out(texts, scenario=self._scenario)
        return dict(zip(one.request, texts[0], strict=True)), texts[1], texts[2]

    def _alone(self) -> FileLock:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileLock(f"{self.file}.lock", mode=0o600)

    def _append(self, case: Case) -> None:
        self.file.touch(mode=0o600)
        with self.file.open("r+b") as file:
            data = file.read()
            # A line that a crash cut off is closed, so that it does not swallow the next one.
            file.write((b"" if not data or data.endswith(b"\n") else b"\n") + _line(case))
            file.flush()


def check(case: Case, answer: str) -> CaseOutcome:
    """Say whether `answer` does what the expert asked for: the change counts, not the wording.

    It never passes when it is the answer that was corrected. It passes when it has most of the words that the expert
    put in and lacks most of those taken out; numbers put in must all be there, and numbers taken out must all be gone.
    Where only the order or the signs were changed, it must have the same words and signs in the same order.

    >>> one = dict(id="a", version=1, request={}, corrected_by="", corrected_at="", reviewed_by="", reviewed_at="")
    >>> made = dict(model="", model_sha256="", prompt_sha256="")
    >>> case = Case(rejected="The rent is 900 euros.", corrected="The rent is 950 euros.", **one, **made)
    >>> check(case, "You pay 950 euros.").passed, check(case, "The rent is 900 euros.").why
    (True, "it lacks '950', which the expert put in")
    """
    said, old = (" ".join(text.casefold().split()) for text in (answer, case.rejected))
    why = _why_not(case.rejected, case.corrected, answer)
    why = why or ("it is the answer that the expert corrected" if said == old else "")
    return CaseOutcome(case=case.id, passed=not why, why=why)


def _why_not(rejected: str, corrected: str, answer: str) -> str:
    old, new, words = (set(_parts(_WORD, text)) for text in (rejected, corrected, answer))
    put, removed = new - old, old - new
    lacking = sorted(word for word in put - words if word[-1].isdigit())
    remaining = sorted(word for word in removed & words if word[-1].isdigit())
    if not put and not removed:
        same = _parts(_SIGN, answer) == _parts(_SIGN, corrected)
        return "" if same else "the expert changed only the order or the signs, and it says something else"
    if lacking:
        return f"it lacks {lacking[0]!r}, which the expert put in"
    if remaining:
        return f"it has {remaining[0]!r}, which the expert took out"
    if len(put & words) < ENOUGH * len(put):
        return "it lacks most of what the expert put in"
    if len(removed - words) < ENOUGH * len(removed):
        return "it has most of what the expert took out"
    return ""


def _parts(pattern: re.Pattern[str], text: str) -> list[str]:
    """List words, numbers and what else the pattern finds, in lower case, with one kind of minus.

    >>> _parts(_WORD, "At \u22125 °C, not 5-10."), _parts(_SIGN, "(5 €)")
    (['at', '-5', 'c', 'not', '5', '10'], ['5', '€'])
    """
    return [re.sub("[\u2212\u2013]", "-", found.casefold()) for found in pattern.findall(text)]


def _line(case: Case) -> bytes:
    return json.dumps(asdict(case), ensure_ascii=False).encode() + b"\n"

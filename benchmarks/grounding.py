"""Measure the rules that check claims: false alarms on gold answers of CLAPnq, and seeded corruptions caught."""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from minigiants.documents import sentences
from minigiants.evaluation import data_folder
from minigiants.grounding import check
from minigiants.settings import Settings
from minigiants.types import Evidence

FILE = "clapnq/clapnq_dev_answerable.jsonl"
SEED = 20260
LARGEST = 600
"""Sentences of a source that are measured, drawn by the seed."""
_NUMBER = re.compile(r"(?<![\w.,-])(?!1[5-9]\d\d\b|20\d\d\b)\d[\d,]*(?:\.\d+)?(?![\w.-]*\d)")
_YEAR = re.compile(r"(?<![\w.,])(?:1[5-9]|20)\d\d(?![\w,.]*\d)")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|has|had|have|does|did|may|should|must)\b(?! n[o']t| not)"
)
_DENIAL = re.compile(r"\b(?:not|never) | n't\b|(?<=\w)n't\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z]|[.,])")
_UNITS = (
    "km miles, kilometers meters, miles kilometers, feet meters, meters feet, metres feet, mg ml, ml mg, hours days"
    ", days weeks, weeks days, months years, years months, minutes hours, percent degrees, % dollars, pounds kilograms"
    ", kg lb, acres hectares, inches feet, seconds minutes, million billion, ft km, cm mm, mm cm"
)
_OPPOSITES = (
    "left right, right left, increase decrease, increased decreased, increases decreases, before after, after before"
    ", minimum maximum, maximum minimum, northern southern, southern northern, north south, south north, east west"
    ", eastern western, western eastern, first last, upper lower, lower upper, includes excludes, including excluding"
    ", west east, highest lowest, largest smallest, must may"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A true sentence with what it rests on."""

    text: str
    evidence: tuple[Evidence, ...]
    question: str


Corrupt = Callable[[str, random.Random, Sequence[str]], str | None]


def number(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """Change a number that is no year."""
    return _swap(_NUMBER, text, rng, lambda old: str(int(re.sub(r"\D", "", old)[:9] or "0") + rng.randint(1, 9)))


def unit(text: str, _: random.Random, __: Sequence[str]) -> str | None:
    """Change the unit or the scale of a number."""
    return _swap_words(r"(?<=\d)(?P<gap>[ -]?)(?P<word>{})\b", _UNITS, text)


def date(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """Change a year, or the month of a date."""
    month = re.compile(rf"\b(?:{'|'.join(_MONTHS)})(?= \d)|(?<=\d )(?:{'|'.join(_MONTHS)})\b")
    if month.search(text) and rng.random() < 0.5:
        return _swap(month, text, rng, lambda old: rng.choice([m for m in _MONTHS if m != old]))
    return _swap(_YEAR, text, rng, lambda old: str(int(old) + rng.choice([-11, -7, -3, -1, 1, 2, 5, 10])))


def name(text: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """Put a name from another passage."""
    return _swap(_NAME, text, rng, lambda _: rng.choice(others))


def negation_inserted(text: str, rng: random.Random, _: Sequence[str]) -> str | None:
    """Deny what is affirmed."""
    return None if _DENIAL.search(text) else _swap(_AUXILIARY, text, rng, lambda old: old + " not", first=True)


def negation_dropped(text: str, _: random.Random, __: Sequence[str]) -> str | None:
    """Affirm what is denied."""
    return _DENIAL.sub("", text, count=1) if len(_DENIAL.findall(text)) == 1 and "not only" not in text else None


def opposite(text: str, _: random.Random, __: Sequence[str]) -> str | None:
    """Put left for right, increase for decrease."""
    return _swap_words(r"(?P<gap>)\b(?P<word>{})\b", _OPPOSITES, text)


def quote(text: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """Put words into quotation marks, one of them changed."""
    words = text.rstrip(".").split()
    if len(words) < 8 or '"' in text or "``" in text:
        return None
    at = rng.randrange(len(words) - 6)
    changed = [*words[at : at + 5]]
    changed[2] = rng.choice(others).lower()
    return " ".join([*words[:at], '"' + " ".join(changed) + '"', *words[at + 5 :]]) + "."


CORRUPTIONS: dict[str, Corrupt] = {
    "number": number, "unit": unit, "date": date, "name": name, "negation inserted": negation_inserted,
    "negation dropped": negation_dropped, "opposite": opposite, "quote": quote,
}  # fmt: skip


def _swap(
    pattern: re.Pattern[str], text: str, rng: random.Random, new: Callable[[str], str], *, first: bool = False
) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = found[0] if first else rng.choice(found)
    return text[: match.start()] + new(match.group()) + text[match.end() :]


def _swap_words(form: str, pairs: str, text: str) -> str | None:
    table = dict(pair.split() for pair in pairs.split(", "))
    pattern = re.compile(form.format("|".join(map(re.escape, sorted(table, key=len, reverse=True)))))
    match = pattern.search(text)
    if match is None:
        return None
    return text[: match.start()] + (match["gap"] or "") + table[match["word"]] + text[match.end() :]


def cases(file: Path, source: str) -> Iterator[Case]:
    """Read the gold answers' sentences, or the passages' own (`source` "passages"), with their passage as evidence."""
    for line in file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        passage, gold = item["passages"][0], item["output"][0]
        chosen = gold["selected_sentences"] if source == "answers, gold sentences" else passage["sentences"]
        evidence = tuple(_evidence(s, passage["title"], item["id"]) for s in chosen)
        claims = (
            passage["sentences"]
            if source == "passages"
            else [gold["answer"][a:b] for a, b in sentences(gold["answer"])]
        )
        yield from (Case(text=c, evidence=evidence, question=item["input"]) for c in claims if c.strip())


def _evidence(text: str, title: str, item: str) -> Evidence:
    return Evidence(passage_id=item, document_id=item, document=title, page=1, start=0, end=len(text), text=text)


def verdict(case: Case, text: str) -> str:
    """Return the kind that refuses `text` on the case's evidence, empty when it passes."""
    return check(text, case.evidence, question=case.question).kind


def caught(true: Sequence[Case], corrupt: Corrupt, *, seed: int, misses: list[str]) -> Counter[str]:
    """Count which kinds refuse the corrupted sentences; key "" counts what passed."""
    rng = random.Random(seed)
    others = sorted({m for c in true for m in _NAME.findall(c.text)}) or ["Nobody"]
    kinds: Counter[str] = Counter()
    for case in true:
        known = " ".join([*(e.text for e in case.evidence), case.question]).lower()
        strange = [o for o in others if o.lower() not in known]
        text = corrupt(case.text, rng, strange)
        if text and text != case.text:
            kind = verdict(case, text)
            kinds[kind] += 1
            if not kind:
                misses.append(f"{corrupt.__name__}: {text}")
    return kinds


def strangers(true: Sequence[Case], seed: int, misses: list[str]) -> Counter[str]:
    """Count which kinds refuse a sentence that belongs to another item."""
    rng = random.Random(seed)
    kinds: Counter[str] = Counter()
    for case in true:
        other = rng.choice([c for c in true[:: max(1, len(true) // 200)] if c.question != case.question])
        kind = verdict(case, other.text)
        kinds[kind] += 1
        if not kind:
            misses.append(f"stranger: {other.text}")
    return kinds


def report(file: Path, source: str, seed: int, show: int) -> None:
    """Print the table for one source of true sentences."""
    everything = list(cases(file, source))
    everything = random.Random(seed).sample(everything, min(LARGEST, len(everything)))
    alarms = [(k, c) for c in everything if (k := verdict(c, c.text))]
    true = [c for c in everything if not verdict(c, c.text)]
    print(f"\n{source}: {len(everything)} sentences, false alarms {len(alarms) / len(everything):.1%}", end=" ")
    print(dict(Counter(k for k, _ in alarms).most_common()))
    misses: list[str] = []
    print(f"{'corruption':20} {'n':>5} {'caught':>7}  by kind")
    rows = {n: caught(true, c, seed=seed, misses=misses) for n, c in CORRUPTIONS.items()}
    for label, kinds in {**rows, "other item": strangers(true, seed, misses)}.items():
        n = sum(kinds.values())
        print(f"{label:20} {n:5} {1 - kinds[''] / max(n, 1):7.1%}  {dict(k for k in kinds.most_common() if k[0])}")
    for kind, case in alarms[:show]:
        print(f"ALARM {kind}: {check(case.text, case.evidence, question=case.question).why}\n    {case.text}")
    for miss in misses[:: max(1, len(misses) // show)] if show else ():
        print(f"MISS {miss}")


def main() -> None:
    """Run on the data folder of the settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=0, help="print so many false alarms and misses")
    arguments = parser.parse_args()
    data = data_folder(Settings())
    if not (data / FILE).is_file():
        raise SystemExit(f"no {FILE!r} in the data folder {str(data)!r}: set MINIGIANTS_DATA")
    for source in ("answers, gold sentences", "answers, whole passage", "passages"):
        report(data / FILE, source, arguments.seed, arguments.show)


if __name__ == "__main__":
    main()

"""Hold the converted model on ctransformers against the original on llama.cpp: tokens, and first words.

Usage: python -m benchmarks.engines [--lines 10000] [--prompts 50] [--model smollm2-135m] [--threads 1] [--json]
"""

import argparse
import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage

from minigiants import models
from minigiants.models import ChatCTransformers, ChatLlamaCpp
from minigiants.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = "clapnq/clapnq_dev_answerable.jsonl"
LONGEST = 2000
"""Characters of a line that is taken."""
WRITTEN = 32
"""Tokens compared for each prompt."""
LISTED = 20
"""Alternatives that the default engine tells of each token."""
SIGNS = "😀👍🏽🦄你好世界かな한글العربية१२३½Ⅷ²ﬁ€£§¶•–—“”‘’\u00a0\u2003\u200b\u2028\t  \r'\"`~^|\\/{}[]<>0123456789aZß"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """How the two cut lines into tokens."""

    lines: int
    kinds: dict[str, int]
    """Where the lines come from."""
    same_count: int
    same_tokens: int
    exceptions: list[str]
    """Lines that differ."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """How far the two write the same, greedily."""

    prompts: int
    same_first: int
    leading: float
    """Mean number of equal leading tokens."""
    same_all: int
    """Prompts with no difference at all."""
    written: float
    """Mean number of tokens compared."""
    gaps: list[float]
    """At each first difference: nats between the default's token and the other's, by the default engine."""
    unlisted: int
    """Differences where the other's token is none of the LISTED best."""
    usual_gap: float
    """Median nats between the best and the second token wherever the two agree."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--prompts", type=int, default=50)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="0 takes the physical cores")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    settings = Settings()
    folder = settings.models_folder
    copy = models.convert(given.model, folder)
    one = ChatLlamaCpp(path=models.locate(given.model, folder), context=2048, threads=given.threads)
    other = ChatCTransformers(path=models.locate(copy.name, folder), context=2048, threads=given.threads)
    tokens = compare_tokens(one, other, list(mixed(settings.data, given.lines, given.seed)))
    if not given.json:
        tell_tokens(tokens)
    words = compare_words(one, other, questions(settings.data, given.prompts, given.seed))
    if not given.json:
        return tell_words(words)
    print(json.dumps({"tokens": asdict(tokens), "words": asdict(words)}, ensure_ascii=False, indent=1))
    return None


def compare_tokens(one: ChatLlamaCpp, other: ChatLlamaCpp, lines: Sequence[tuple[str, str]]) -> Tokens:
    """Cut `lines`, each with its kind, by both."""
    same_count, same, exceptions = 0, 0, []
    for number, (kind, line) in enumerate(lines, start=1):
        if number % 1000 == 0:
            print(f"line {number:,} of {len(lines):,}", file=sys.stderr, flush=True)
        first, second = one.get_token_ids(line), other.get_token_ids(line)
        same_count += len(first) == len(second)
        same += first == second
        if first != second:
            exceptions.append(f"{kind}: {len(first)} and {len(second)} tokens: {line!r}")
    return Tokens(
        lines=len(lines),
        kinds=dict(Counter(kind for kind, _ in lines)),
        same_count=same_count,
        same_tokens=same,
        exceptions=exceptions,
    )


def compare_words(one: ChatLlamaCpp, other: ChatLlamaCpp, asked: Sequence[str]) -> Words:
    """Let both answer and compare token by token until they part."""
    leading, gaps, usual, unlisted, same_all, written = [], list[float](), list[float](), 0, 0, []
    for number, question in enumerate(asked, start=1):
        ours, theirs = _said(one, question, LISTED), _said(other, question, 1)
        shared = min(len(ours), len(theirs))
        parted = next((n for n in range(shared) if ours[n]["id"] != theirs[n]["id"]), shared)
        print(f"prompt {number} of {len(asked)}: {parted} of {shared} tokens equal", file=sys.stderr, flush=True)
        leading.append(parted)
        written.append(shared)
        usual += [gap for token in ours[:parted] if (gap := _gap(token, 1)) is not None]
        if parted == shared:
            same_all += 1
            continue
        gap = _gap_to(ours[parted], theirs[parted]["id"])
        unlisted += gap is None
        gaps += [] if gap is None else [gap]
    return Words(
        prompts=len(asked),
        same_first=sum(n > 0 for n in leading),
        leading=statistics.fmean(leading),
        same_all=same_all,
        written=statistics.fmean(written),
        gaps=sorted(gaps),
        unlisted=unlisted,
        usual_gap=statistics.median(usual),
    )


def _said(model: ChatLlamaCpp, question: str, listed: int) -> list[dict[str, Any]]:
    answer = model.invoke([HumanMessage(question)], max_tokens=WRITTEN, logprobs=listed)
    return list(answer.response_metadata["logprobs"]["content"])


def _gap(token: dict[str, Any], rank: int) -> float | None:
    ordered = sorted((top["logprob"] for top in token["top_logprobs"]), reverse=True)
    return ordered[0] - ordered[rank] if len(ordered) > rank else None


def _gap_to(token: dict[str, Any], other: int) -> float | None:
    listed = {top["id"]: float(top["logprob"]) for top in token["top_logprobs"]}
    return abs(float(token["logprob"]) - listed[other]) if other in listed else None


def mixed(data: Path | None, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield `count` different lines, as many of each kind: the data sets', this repository's, and made-up ones."""
    dice = random.Random(seed)
    files = sorted(
        f for f in (data or ROOT / "docs").rglob("*") if f.suffix in (".txt", ".csv", ".json", ".jsonl", ".md")
    )
    files += sorted(f for f in ROOT.rglob("*") if f.suffix in (".py", ".toml", ".md") and ".venv" not in f.parts)
    kinds: dict[str, list[str]] = {"made up": [_made(dice) for _ in range(count // 10)]}
    for file in files:
        kind = file.relative_to(data).parts[0] if data and file.is_relative_to(data) else file.suffix[1:]
        lines = [line for line in file.read_text("utf-8", "replace").splitlines() if 0 < len(line) <= LONGEST]
        kinds.setdefault(kind, []).extend(lines)
    pools = {kind: dice.sample(unique, len(unique)) for kind, lines in kinds.items() if (unique := sorted(set(lines)))}
    while count and pools:
        for kind in list(pools):
            yield kind, pools[kind].pop()
            count -= 1
            if not pools[kind]:
                del pools[kind]
            if not count:
                return


def _made(dice: random.Random) -> str:
    words = ["rent", " ", "  ", "\u00a0", "the", "don't", "3.14", "x=1;", "naïve", "<|im_end|>", "<|endoftext|>"]
    return "".join(dice.choice([*words, *SIGNS]) for _ in range(dice.randint(1, 40)))


def questions(data: Path | None, count: int, seed: int) -> list[str]:
    """Draw questions of the data set, or make plain ones where it is absent."""
    file = data / QUESTIONS if data else None
    if file is None or not file.is_file():
        return [f"Tell me about the number {number}." for number in range(count)]
    found = [json.loads(line)["input"] for line in file.read_text("utf-8").splitlines()]
    return random.Random(seed).sample(found, min(count, len(found)))


def tell_tokens(tokens: Tokens) -> None:
    """Print how the lines were cut, and every line that was cut differently."""
    kinds = ", ".join(f"{kind} {number}" for kind, number in tokens.kinds.items())
    print(f"lines: {tokens.lines} ({kinds})")
    print(f"same number of tokens: {tokens.same_count}; the very same tokens: {tokens.same_tokens}")
    print(f"exceptions: {len(tokens.exceptions)}", *tokens.exceptions, sep="\n  ", flush=True)


def tell_words(words: Words) -> None:
    """Print how far the two write the same."""
    print(f"prompts: {words.prompts}, {words.written:.1f} tokens compared of each")
    print(f"same first token: {words.same_first}; no difference at all: {words.same_all}")
    print(f"equal leading tokens: {words.leading:.1f} in the mean")
    shown = ", ".join(f"{gap:.2f}" for gap in words.gaps)
    print(f"nats between the two at the first difference: {shown} (and {words.unlisted} not among {LISTED} listed)")
    print(f"nats between best and second elsewhere: {words.usual_gap:.2f} in the median")


if __name__ == "__main__":
    main()

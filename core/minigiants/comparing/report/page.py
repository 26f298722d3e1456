"""Write a comparison as one HTML file that needs nothing else, as JSON, and as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template

from minigiants.comparing.intervals import Mean
from minigiants.comparing.picture import picture
from minigiants.comparing.result import Findings
from minigiants.comparing.standings import Paired, Standing

MOST_TEXT = 400
"""Characters of a text that stand in the report."""
MOST_ITEMS = 60
"""Items that are shown side by side."""


def write_reports(result: Findings, folder: Path) -> list[Path]:
    """Write `report.html`, `report.json`, `outcomes.csv` and the two pictures into the folder."""
    texts = {
        "report.html": html(result),
        "report.json": json.dumps(result.to_json(), ensure_ascii=False, indent=1, allow_nan=False, default=str),
        "outcomes.csv": table(result),
        "seconds.svg": drawn(result, "seconds"),
        "memory.svg": drawn(result, "memory"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def drawn(result: Findings, across: str) -> str:
    """Return the picture of quality against `seconds` or `memory`."""
    words = {
        "seconds": "median seconds for an answer (logarithmic)",
        "memory": "gigabytes that the process held at most (logarithmic)",
    }
    metric = result.comparison.metrics[0]
    return picture(
        result.points(across),
        title=f"{result.comparison.scenario}: {metric.name} against {across}",
        across=words[across],
        up=f"{metric.name} (95 % interval)",
        lower=metric.lower,
    )


def table(result: Findings) -> str:
    """Return one row for each item and contender as CSV."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    metrics = [m.name for m in result.comparison.metrics]
    slices = list(dict.fromkeys(name for p in result.comparison.probes for name in p.slices))
    rows.writerow(["item", "contender", *slices, *metrics, "action", "seconds", "first word", "text", "error"])
    for probe in result.comparison.probes:
        for name, found in result.outcomes.items():
            if row := found.get(probe.id):
                scores = [row.get("scores", {}).get(metric, "") for metric in metrics]
                told = [row.get(key, "") for key in ("action", "seconds", "first", "text", "error")]
                of = [probe.slices.get(each, "") for each in slices]
                rows.writerow([probe.id, name, *of, *scores, *map(_no_formula, told)])
    return file.getvalue()


def html(result: Findings) -> str:
    """Return the whole report as one page: no script, no file and no address from elsewhere."""
    page = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    comparison = result.comparison
    return page.substitute(
        title=escape(f"{comparison.scenario}: models compared"),
        sentence=escape(result.sentence),
        seconds=drawn(result, "seconds"),
        memory=drawn(result, "memory"),
        figures=_table(_figure_head(result), [_figures(result, each) for each in result.standings]),
        costs=_table(_COST_HEAD, [_costs(result, each) for each in result.standings]),
        differences=_table(_DIFFERENCE_HEAD, [_difference(each) for each in result.pairs]),
        slices=_table(["slice", *(s.contender.name for s in result.standings)], _slices(result)),
        items=_items(result),
        failed=_failed(result),
        origin=_table(["what", "value"], _origin(result)),
        deciding=escape(f"{result.deciding}: {comparison.metrics[0].meaning}"),
    )


def _figure_head(result: Findings) -> list[str]:
    metrics = [f"{m.name}{' (less is better)' if m.lower else ''}" for m in result.comparison.metrics]
    return ["contender", "n", "failed", *metrics, f"P({result.deciding} meets {result.bars.value:.2f})"]


def _figures(result: Findings, each: Standing) -> list[str]:
    means = [each.means[m.name] for m in result.comparison.metrics]
    told = [f"{m.value:.3f} [{m.low:.2f}, {m.high:.2f}]" if m.n else "-" for m in means]
    chance = f"{result.chances[each.contender.name]:.2f}" if each.n else "-"
    return [each.contender.name, str(each.n), str(len(each.failed)), *told, chance]


_COST_HEAD = [
    "contender",
    "seconds, median",
    "nine of ten below",
    "to the first word",
    "core seconds",
    "tokens/s",
    "load s",
    "peak memory",
    "joules",
    "1,000 requests",
]


def _costs(result: Findings, each: Standing) -> list[str]:
    numbers = [each.seconds, each.slowest, each.first, each.processor, each.speed, each.load]
    cells = ["-" if value is None else f"{value:.1f}" for value in numbers]
    memory = f"{each.memory / 1e9:.2f} GB" if each.memory else "-"
    if each.cost is None:
        return [each.contender.name, *cells, memory, "-", "-"]
    joules = f"{each.cost.joules:.0f}{'' if each.cost.measured else ' (estimate)'}"
    return [each.contender.name, *cells, memory, joules, f"{each.cost.per_thousand:.2f} {result.prices.currency}"]


_DIFFERENCE_HEAD = ["first", "second", "metric", "second less first", "95 % interval", "p", "better", "worse", "n"]


def _difference(each: Paired) -> list[str]:
    d = each.difference
    if not d.n:
        return [each.first, each.second, each.metric, "-", "-", "-", "-", "-", "0"]
    interval = f"{d.low:+.2f} to {d.high:+.2f}"
    counts = [str(d.better), str(d.worse), str(d.n)]
    return [each.first, each.second, each.metric, f"{d.value:+.3f}", interval, f"{d.p:.3f}", *counts]


def _slices(result: Findings) -> list[list[str]]:
    means_of = {s.contender.name: {(x.by, x.of): x.mean for x in s.slices} for s in result.standings}
    keys = list(dict.fromkeys(key for own in means_of.values() for key in own))
    rows = []
    for by, of in keys:
        means = [own.get((by, of)) for own in means_of.values()]
        rows.append(
            [f"{by}: {of}", *(f"{m.value:.2f} [{m.low:.2f}, {m.high:.2f}], n={m.n}" if m else "-" for m in means)]
        )
    return rows


def _mean(mean: Mean | None) -> str:
    return f"{mean.value:.2f} [{mean.low:.2f}, {mean.high:.2f}], n={mean.n}" if mean else "-"


def _items(result: Findings) -> str:
    """Return what each contender said to each item on which at least one was not right, the most missed first."""
    metric = result.comparison.metrics[0]
    worth = {}
    for probe in result.comparison.probes:
        rows = [rows_of[probe.id] for rows_of in result.outcomes.values() if probe.id in rows_of]
        scores = [row.get("scores", {}).get(metric.name, 0.0) for row in rows]
        if rows and any((score > 0) if metric.lower else (score < 1) for score in scores):
            worth[probe.id] = sum(scores) / len(scores) * (-1 if metric.lower else 1)
    missed = [probe for probe in result.comparison.probes if probe.id in worth]
    worst = sorted(missed, key=lambda probe: worth[probe.id])[:MOST_ITEMS]
    parts = []
    for probe in worst:
        lines = [_said(name, rows_of.get(probe.id), metric.name) for name, rows_of in result.outcomes.items()]
        question = escape(_cut(json.dumps(dict(probe.request), ensure_ascii=False)))
        wanted = escape(_cut(json.dumps(dict(probe.target), ensure_ascii=False)))
        head = f"<summary>{escape(probe.id)}</summary><p>Asked: {question}</p><p>Wanted: {wanted}</p>"
        parts.append(f"<details>{head}<table>{''.join(lines)}</table></details>")
    return "\n".join(parts) or "<p>None.</p>"


def _said(name: str, row: "object", metric: str) -> str:
    if not isinstance(row, dict):
        return f"<tr><th>{escape(name)}</th><td></td><td>not asked</td></tr>"
    score = row.get("scores", {}).get(metric)
    told = f"{score:.2f}" if score is not None else "failed"
    said = row.get("error") or f"{row.get('action', '')}: {row.get('text', '')}"
    return f"<tr><th>{escape(name)}</th><td>{told}</td><td>{escape(_cut(str(said)))}</td></tr>"


def _failed(result: Findings) -> str:
    rows = [[each.contender.name, item, why] for each in result.standings for item, why in each.failed]
    return _table(["contender", "item", "why"], rows) if rows else "<p>None.</p>"


def _origin(result: Findings) -> list[list[str]]:
    comparison, prices = result.comparison, result.prices
    energy = "read from the processor" if _energy_measured(result) else f"estimated from {prices.watts:g} watts"
    return [
        ["items", f"{comparison.about} (drawn with seed {comparison.seed}, SHA-256 {comparison.sha256})"],
        *([f"model {s.contender.name}", f"SHA-256 {s.sha256 or 'not told'}"] for s in result.standings),
        ["command", comparison.command],
        ["minigiants", result.version],
        ["energy", energy],
        [
            "prices, as stated",
            f"{prices.kwh_price:g} {prices.currency} a kWh; {prices.hardware_price:g} {prices.currency} for the "
            f"machine, written off in {prices.years:g} years of work day and night",
        ],
        ["intervals", "Wilson's for shares, the bias-corrected bootstrap's for other means; pairs: Bonett and Price's"],
    ]


def _energy_measured(result: Findings) -> bool:
    return any(each.cost and each.cost.measured for each in result.standings)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]} …"


def _no_formula(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell

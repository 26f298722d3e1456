"""`minigiants rate`: what ratings mean, campaigns, exports and imports, and the tests that corrections become."""

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from minigiants import rating, scenario
from minigiants.cli._errors import FAILED
from minigiants.cli._output import Json, say, write_json, write_table
from minigiants.cli.rate.gate import failures, let_in
from minigiants.cli.rate.items import CAMPAIGN, campaign_row, chosen_items
from minigiants.cli.rate.words import agreements, judgements, pairwise, people, ranked
from minigiants.services import open_funnel, open_store
from minigiants.settings import Settings
from minigiants.store import Campaigns

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="SCENARIO", show_default=False)]


@app.command("weeks", help="Say how a scenario fares in use, week by week, and where its model changed.")
def weeks(name: Name, json: Json = False) -> None:
    """Write what was asked, answered and liked in each week, from the answers and thumbs that are kept."""
    with closing(open_store(Settings())) as store:
        found = rating.weeks(store.uses(scenario.load(name).name), store.standing_ratings())
    rows = [week.to_json() for week in found]
    if json:
        return write_json(rows)
    if not rows:
        return say("nothing has been asked here yet")
    return write_table(rows, [*rows[0]])


@app.command("stats", help="Say how far raters agree, and what ranking that allows.")
def stats(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", show_default=False)],
    *,
    judge: Annotated[str, typer.Option(help="Hold this rater against all others.", show_default=False)] = "",
    seed: Annotated[int, typer.Option(help="Of the intervals.")] = 0,
    json: Json = False,
) -> None:
    """Read a table with the columns item, rater, value, and possibly criterion, model, left, right."""
    votes = rating.read_votes(file)
    if not votes:
        raise rating.VotesError("the table has no votes: every value is empty")
    found = rating.statistics(votes, judged=judge, seed=seed)
    if json:
        return write_json([one.to_json() for one in found])
    for one in found:
        say(f"{one.agreement.criterion or 'value'}: {one.agreement.sentence}")
        for remark in one.remarks:
            say(remark)
        write_table(agreements(one.agreement), ["figure", "value", "95 % interval", "items"])
        if one.raters:
            write_table(people(one.raters), ["rater", "ratings", "bias", "95 % interval", "drift"])
        if one.pairwise and one.pairwise.models:
            columns = ["rank", "model", "strength", "95 % interval", "ranks", "wins", "losses", "ties", "rank by wins"]
            write_table(pairwise(one.pairwise), columns)
        elif one.ranking:
            write_table(ranked(one.ranking), ["rank", "name", "score", "95 % interval", "mean as given", "ratings"])
        else:
            say(f"No ranking: {one.why_no_ranking}")
        if one.judge:
            say(one.judge.sentence)
            write_table(judgements(one.judge), ["figure", "value", "95 % interval", "items"])
        say("")
    return None


@app.command("campaign", help="Let several people rate saved answers, or list the campaigns.")
def campaign(
    name: Annotated[str, typer.Argument(help="What to call it; without a name, list what there is.")] = "",
    *,
    of: Annotated[str, typer.Option("--scenario", help="Whose answers.", show_default=False)] = "",
    newest: Annotated[int, typer.Option(min=1, help="How many answers, the newest first.")] = 200,
    overlap: Annotated[float, typer.Option(min=0, max=1, help="Share that several people rate.")] = 0.3,
    raters: Annotated[int, typer.Option(min=2, help="How many people rate each of these.")] = 2,
    repeats: Annotated[float, typer.Option(min=0, max=1, help="Share that a rater sees again.")] = 0.05,
    between_two: Annotated[bool, typer.Option("--pairs", help="Choose the better of two answers.")] = False,
    questions: Annotated[Path | None, typer.Option(help="What a run read.", show_default=False)] = None,
    answers: Annotated[
        list[Path] | None, typer.Option(help="What a run wrote; once for each run.", show_default=False)
    ] = None,
    known: Annotated[Path | None, typer.Option(help="Right values of some answers.", show_default=False)] = None,
    keep_names: Annotated[bool, typer.Option("--keep-names", help="Leave personal data as the policy does.")] = False,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 0,
    json: Json = False,
) -> None:
    """Start a campaign over saved answers, or over those of runs; the page `expert_review` hands them out."""
    with closing(open_store(Settings())) as store:
        campaigns = Campaigns(store)
        if name:
            items = chosen_items(
                store, of, newest=newest, between_two=between_two, questions=questions, answers=answers
            )
            items = rating.with_known(items, rating.read_votes(known)) if known else items
            campaigns.add(
                name,
                of,
                rating.overlapping(items, overlap, raters=raters, seed=seed),
                kind="pairs" if between_two else "scale",
                criteria=rating.criteria(scenario.load(of)),
                repeats=repeats,
                seed=seed,
                scrub=not keep_names,
            )
        found = [(one, campaigns.progress(one.id, "")) for one in campaigns.all()]
    rows = [campaign_row(one, progress) for one, progress in found]
    write_json(rows) if json else write_table(rows, CAMPAIGN)


@app.command("results", help="Write a campaign's ratings as a table for `rate stats`.")
def results(
    campaign_id: Annotated[str, typer.Argument(metavar="CAMPAIGN", show_default=False)],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.", show_default=False)],
    settled: Annotated[bool, typer.Option("--settled", help="What stands after disagreements were settled.")] = False,
    preferences: Annotated[
        bool, typer.Option("--preferences", help="Of choices between two: TRL's pairs, JSON lines.")
    ] = False,
) -> None:
    """Write item, rater, value, criterion, model, left and right; known items and repeats are left out."""
    with closing(open_store(Settings())) as store:
        campaigns = Campaigns(store)
        there = {one.id: one for one in campaigns.all()}
        if campaign_id not in there:
            raise LookupError(f"no campaign {campaign_id!r}; there are: {', '.join(there) or 'none'}")
        about = there[campaign_id]
        results_by_item = campaigns.results(campaign_id)
        text = rating.preferred(results_by_item, store, about.scenario) if preferences else ""
    if preferences:
        out.write_text(text, "utf-8")
        pairs = text.count("\n")
        say(f"{pairs} pairs that a majority decided")
        return
    raters = {name: f"rater-{n}" for n, name in enumerate(sorted({r.rater for r in results_by_item}), start=1)}
    out.write_text(
        rating.as_csv(rating.votes(results_by_item, settled=settled, asking=about.criteria), raters), "utf-8"
    )
    rows = [
        {
            "rater": raters[c.rater],
            "known items": f"{c.gold_right} of {c.gold}",
            "repeats": f"{c.steady} of {c.repeats}",
        }
        for c in rating.care(results_by_item)
    ]
    write_table(rows, ["rater", "known items", "repeats"])


@app.command("export", help="Write ratings and corrections for training and annotation tools.")
def export(
    name: Name,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write into.", show_default=False)],
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(rating.FILES)}.")] = "csv",
    scrub: Annotated[bool, typer.Option("--scrub", help="Take personal data out whatever the policy says.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Name the raters instead of numbering them.")] = False,
) -> None:
    """Write the files of one form and their data card; what the scenario's policy forbids does not leave."""
    chosen, settings = scenario.load(name), Settings()
    with closing(open_store(settings)) as store:
        answers = rating.judged(store, name, scrub=scrub, names=names)
    taken = scrub or open_funnel(settings, name).on("exports")
    policy = open_funnel(settings, name).rules.policy.name
    about = {"Personal data": f"taken out by the policy {policy}" if taken else "as it was said: the policy keeps it"}
    files = rating.write(answers, chosen, form, about=about)
    out.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (out / file).write_text(text, "utf-8")
        say(str(out / file))


@app.command("import", help="Take in ratings made elsewhere.")
def take_in(file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]) -> None:
    """Append ratings in the CSV, Argilla or Label Studio form to the answers that they are for."""
    with closing(open_store(Settings())) as store:
        kept, lost = rating.take_in(store, file)
    say(f"{kept} ratings taken in; {lost} are for answers that are not here")


@app.command("gate", help="Test a scenario on what experts corrected.")
def gate(
    name: Name,
    *,
    accept: Annotated[
        list[str] | None, typer.Option(help="Let this correction in as a test: its id, or `all`.", show_default=False)
    ] = None,
    retire: Annotated[list[str] | None, typer.Option(help="Let this test count no longer.", show_default=False)] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="List corrections nobody has let in yet.")] = False,
    json: Json = False,
) -> None:
    """Ask the scenario every accepted case; exit code 1 when an answer falls back behind a correction."""
    chosen, settings = scenario.load(name), Settings()
    gate_file = rating.Gate(settings.home, name)
    if accept or retire or waiting:
        rows = let_in(settings, name, accept=accept or (), retire=retire or ())
        return write_json(rows) if json else write_table(rows, ["id", "question", "corrected by", "state"])
    checks = failures(gate_file, chosen, settings, tell=partial(typer.echo, err=True))
    rows = [{"case": c.case, "passed": "yes" if c.passed else "NO", "why": c.why} for c in checks]
    write_json(rows) if json else write_table(rows, ["case", "passed", "why"])
    if not all(check.passed for check in checks):
        raise typer.Exit(FAILED)
    return None

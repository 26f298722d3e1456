"""Customers' questions: an answer from the knowledge base, one question back, an honest refusal, or a person."""

from pathlib import Path

from minigiants.privacy import load_rules
from minigiants.scenario import Command, Criterion, Later, Scenario, ToolPage

_FOLDER = Path(__file__).parent

SCENARIO = Scenario(
    name="customer_support",
    title="Customer support",
    description="Answers from your own articles, asks back when a question is unclear, and hands over to a person.",
    role="I run a shop",
    first_step="Press “Load the sample shop”, then ask it something as a customer would.",
    icon="forum",
    folder=_FOLDER,
    pipeline=Later(f"{__name__}.pipeline", "answer"),
    criteria=(
        Criterion(
            name="correct",
            question="Is what it says right?",
            low="Wrong, or says what the articles do not",
            high="Right in every detail",
        ),
        Criterion(
            name="decided",
            question="Was it right to answer, to ask back, to refuse or to pass on?",
            low="The customer was let down or bothered",
            high="Just what a good colleague would have done",
        ),
        Criterion(
            name="tone",
            question="Would you say it like this to a customer?",
            low="Rude, stiff or confusing",
            high="Short, clear and friendly",
        ),
    ),
    required=("messages",),
    samples=_FOLDER / "samples.jsonl",
    privacy=load_rules(_FOLDER / "privacy.toml"),
    tasks=("samples", "mtrag", "half_a", "half_b", "scope", "intents"),
    trial=Later(f"{__name__}.evals.trial", "offered"),
    searches=True,
    pages=(
        ToolPage(
            name="support_desk",
            title="Support desk",
            description="Take over customers who need a person, keep the articles, and turn answers into new ones.",
            icon="support_agent",
            role="I help customers",
            first_step="Press “Talk to a person” under Customer support, then take the conversation over here.",
            show=Later(f"{__name__}.pages", "desk_page"),
        ),
    ),
    commands=(
        Command(
            name="support",
            help="Serve customer support to web pages, and add sites.",
            app=Later(f"{__name__}.commands", "app"),
        ),
    ),
    checks=Later(f"{__name__}.checks", "sites_ready"),
    latency_goal=Later(f"{__name__}.checks", "latency_goal"),
    tables=f"{__name__}.helpdesk.tables",
)

"""What people rate, correct, hand over and learn from holds no mark at a strict site, in whatever is given out.

By the shipped rules the same search finds the marks where these let them stand, and nowhere else.
"""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from minigiants import scenario
from minigiants.services import open_funnel, open_store
from minigiants.settings import Settings
from minigiants.store import Campaigns, Mark, Rating, Store
from scenarios.customer_support.helpdesk import Courier, Handovers, Helpdesk
from scenarios.customer_support.sites import key_hash
from scenarios.customer_support.web import build_app
from tests import fakes
from tests.privacy.leaking import LEASE, MARKS, NAME, WHO, command, found
from tests.privacy.test_leaks import POLICY, log
from tests.scenarios.customer_support.helpdesk.conftest import scripted
from tests.store.conftest import whole_answer

__all__ = ["log"]

FORMS = ("sft", "preferences", "csv", "argilla", "label-studio")


@pytest.fixture
def strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that keeps no personal data, with a list of its own."""
    (tmp_path / "policy.toml").write_text(POLICY)
    monkeypatch.setenv("MINIGIANTS_PRIVACY", str(tmp_path / "policy.toml"))


@pytest.fixture
def search(
    home: Path, tmp_path: Path, log: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[[], dict[str, set[str]]]:
    """Return a function that names the files which hold a mark, for each mark that is found."""

    def search() -> dict[str, set[str]]:
        said = capfd.readouterr()
        (tmp_path / "said").write_text(said.out + said.err)
        places = found(home, tmp_path / "out", log, tmp_path / "said")
        return {mark: {file.removesuffix("-wal") for file in files} for mark, files in places.items() if files}

    return search


def opinion(answer_id: str, rater: str, **about: object) -> Rating:
    """Return a rating whose every text names somebody."""
    told: dict[str, object] = {"criterion": "overall", "value": 1, "comment": f"Ask {WHO}", "edit": f"So says {WHO}."}
    return Rating(answer_id=answer_id, rater=rater, time=datetime.now(UTC), **(told | about))  # type: ignore[arg-type]  # any field, as the test says


def rate(name: str, out: Path) -> None:
    """Save answers, correct them, run a campaign, let corrections in, and write whatever can be written."""
    out.mkdir()
    request = dict.fromkeys(scenario.load(name).required, f"What is the rent of {WHO}?")
    with closing(open_store(Settings())) as store:
        for number in "12":
            answer = replace(whole_answer(f"a{number}", f"{WHO} pays 900 €."), text=f"{WHO} pays 900 €.")
            store.save_answer(answer, scenario=name, request=request)
            store.rate(opinion(answer.id, "ann", marks=(Mark(start=0, end=5, kind="wrong"),), reason="wrong"))
    assert command("rate", "campaign", f"Trial of {NAME}", "--scenario", name, "--repeats", "0") == 0
    campaign = _work(out)
    assert command("rate", "results", campaign, "-o", str(out / "results.csv")) == 0
    assert command("rate", "gate", name, "--accept", "all", "--waiting") == 0
    for form in FORMS:
        assert command("rate", "export", name, "-o", str(out / form), "--format", form) == 0
    table = out.parent / "elsewhere.csv"
    table.write_text(f'item,rater,criterion,value,comment\na1,bob,overall,1,"{WHO}"\n')
    assert command("rate", "import", str(table)) == 0


def _work(out: Path) -> str:
    """Rate all items of the campaign as one rater; what this one sees is written to `out`."""
    with closing(open_store(Settings())) as store:
        campaigns = Campaigns(store)
        [campaign] = campaigns.all()
        while task := campaigns.next_task(campaign.id, "cid"):
            (out / f"seen-{task.id}.json").write_text(json.dumps(dict(task.content)))
            campaigns.save(task.id, [opinion(task.answer_id, "cid")])
        assert campaigns.progress(campaign.id, "cid").mine == 2
        return campaign.id


@pytest.mark.parametrize("name", scenario.names())
@pytest.mark.usefixtures("strict")
def test_ratings_of_a_strict_site_hold_no_mark(
    name: str, search: Callable[[], dict[str, set[str]]], tmp_path: Path
) -> None:
    rate(name, tmp_path / "out")

    assert search() == {}


@pytest.mark.parametrize("name", scenario.names())
def test_by_the_shipped_rules_raters_see_no_mark_and_exports_go_by_the_rules(
    name: str, search: Callable[[], dict[str, set[str]]], tmp_path: Path
) -> None:
    rate(name, tmp_path / "out")

    held = search()[MARKS["number"]]
    exported = {"ratings.csv", "sft.jsonl", "argilla.json", "label-studio.json", f"{name}.jsonl"}
    assert "minigiants.db" in held
    assert held & exported == (set() if open_funnel(Settings(), name).on("exports") else exported)
    assert not any(file.startswith("seen-") for file in held)


def talk(home: Path, out: Path) -> None:
    """Let a customer ask over HTTP, rate, and get a person's answer; the packet that leaves is written to `out`."""
    out.mkdir()
    sites = home / "sites"
    sites.mkdir()
    delivery = "[delivery]\nwebhook = 'http://127.0.0.1:9/x'\n"
    (sites / "shop.toml").write_text(f"name = 'Shop'\ncollection = 'shop'\nkey = '{key_hash('k')}'\n{delivery}")
    with closing(open_store(Settings())) as store:
        funnel, services = open_funnel(Settings(), "customer_support"), fakes.services()
        desk = Helpdesk(
            store, scenario="customer_support", pipeline=scripted, funnel=funnel, sites=sites, later=lambda work: work()
        )
        with TestClient(build_app(desk, lambda: services, sites), base_url="http://127.0.0.1") as client:
            _ask(client)
        [handover] = desk.handovers.listed("waiting")
        desk.handovers.take(handover.id, "agent")
        desk.handovers.release(handover.id, "agent", f"{WHO} calls again at nine.")
        desk.handovers.take(handover.id, "agent")
        desk.reply(handover, f"The rent of {WHO} is due on the third day.")
        desk.close(handover, "solved", "agent")
        assert desk.proposals.listed("proposed")
        _deliver(store, out)


def _ask(client: TestClient) -> None:
    head = {"X-Site-Key": "k"}
    begun = client.post("/v1/talks", headers=head).json()["talk"]
    for text in (f"I am {WHO}. When is the rent due?", f"crash for {WHO}", f"I want a person, says {NAME}"):
        answer = client.post(f"/v1/talks/{begun}/messages", json={"text": text}, headers=head)
        assert answer.status_code == 200
    [first, *_] = [m for m in client.get(f"/v1/talks/{begun}", headers=head).json()["messages"] if m.get("answer")]
    rated = {"good": False, "reason": f"Ask {WHO}"}
    assert client.post(f"/v1/talks/{begun}/answers/{first['answer']}/rating", json=rated, headers=head).is_success
    assert client.get(f"/v1/talks/{WHO}", headers=head).status_code == 404


def _deliver(store: Store, out: Path) -> None:
    Courier(Handovers(store), lambda parcel: _write(out, parcel.handover.packet)).round()
    assert (out / "packet.json").exists()


def _write(out: Path, packet: object) -> None:
    (out / "packet.json").write_text(json.dumps(packet, default=dict))


@pytest.mark.usefixtures("strict")
def test_a_talk_over_http_and_its_handover_leave_no_mark_at_a_strict_site(
    search: Callable[[], dict[str, set[str]]], home: Path, tmp_path: Path
) -> None:
    talk(home, tmp_path / "out")

    assert search() == {}


def test_by_the_shipped_rules_a_talk_stays_whole_on_the_box_and_its_packet_leaves_without_marks(
    search: Callable[[], dict[str, set[str]]], home: Path, tmp_path: Path
) -> None:
    talk(home, tmp_path / "out")

    assert search()[MARKS["number"]] == {"minigiants.db"}


def test_what_is_remembered_of_a_scrubbed_file_is_kept_encrypted(
    search: Callable[[], dict[str, set[str]]], tmp_path: Path
) -> None:
    (tmp_path / "lease.txt").write_text(LEASE)
    out = tmp_path / "out"
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "known").write_text("\n".join(MARKS.values()))
    how = ["--policy", str(tmp_path / "policy.toml"), "--known", str(tmp_path / "known"), "--remember", NAME]
    assert command("scrub", str(tmp_path / "lease.txt"), "-o", str(out / "lease.txt"), *how) == 0
    assert search() == {}
    assert command("restore", str(out / "lease.txt"), "--remembered", NAME, "-o", str(tmp_path / "back.txt")) == 0
    assert (tmp_path / "back.txt").read_text() == LEASE

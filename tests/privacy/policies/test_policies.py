from pathlib import Path

import pytest

from minigiants.privacy import TYPES
from minigiants.privacy.policies import PolicyError, load_policy, policies


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def test_every_shipped_policy_loads_under_its_own_name() -> None:
    assert policies() == ["find-all", "hipaa", "redact", "substitute"]
    assert [load_policy(name).name for name in policies()] == policies()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("find-all", set()),
        ("hipaa", {"KINSHIP", "NRP", "SEX", "TITLE"}),
        ("redact", {"KINSHIP", "NRP", "SEX", "TITLE"}),
        ("substitute", {"KINSHIP", "NRP", "SEX", "TITLE"}),
    ],
)
def test_a_shipped_policy_keeps_nothing_else(name: str, kept: set[str]) -> None:
    policy = load_policy(name)

    assert {type_ for type_ in TYPES if policy.act(type_) == "keep"} == kept


def test_a_file_of_ones_own_is_read_whole(file: Path) -> None:
    file.write_text(
        'default = "redact"\ndeny = ["Project Blue"]\nallow = ["Mayo"]\n'
        '[acts]\nPERSON = "substitute"\n[least]\nPERSON = 0.5\nDATE = 1\n',
        "utf-8",
    )

    policy = load_policy(file)

    assert policy.name == "mine"
    assert (policy.act("PERSON"), policy.act("DATE")) == ("substitute", "redact")
    assert dict(policy.least) == {"PERSON": 0.5, "DATE": 1}
    assert (policy.deny, policy.allow) == (["Project Blue"], ["Mayo"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('colour = "red"', "unknown setting 'colour': there are name, default, acts, least, deny, allow"),
        ('[acts]\nPERSONS = "label"', "unknown type 'PERSONS': there are PERSON, "),
        ('[acts]\nPERSON = "erase"', "unknown act 'erase': there are keep, redact, label, "),
        ("[acts]\nPERSON = []", "unknown act []"),
        ('default = "erase"', "unknown act 'erase'"),
        ("[least]\nPERSONS = 0.5", "unknown type 'PERSONS'"),
        ("[least]\nPERSON = 2", "no score from 0 to 1 as the least of 'PERSON'"),
        ("[least]\nPERSON = true", "no score from 0 to 1 as the least of 'PERSON'"),
        ("[least]\nPERSON = nan", "no score from 0 to 1 as the least of 'PERSON'"),
        ('acts = "label"', "no table under 'acts'"),
        ('deny = "Blue"', "no list under 'deny'"),
        ("deny = [1]", "something under 'deny' that is no text"),
        ('allow = [" "]', "something under 'allow' that is no text"),
        ("name = 1", "a name that is no text"),
        ("[acts", "can't be read"),
    ],
)
def test_a_mistake_is_named_in_a_sentence(file: Path, content: str, said: str) -> None:
    file.write_text(content, "utf-8")

    with pytest.raises(PolicyError) as raised:
        load_policy(file)

    assert said in str(raised.value)
    assert "'mine.toml'" in str(raised.value)


def test_a_policy_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="or one of find-all, hipaa, redact, substitute"):
        load_policy(tmp_path / "none.toml")

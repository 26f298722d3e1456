"""A class name stands for one thing in the whole house, and a thing is named by a noun."""

import ast
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTICIPLES = frozenset(tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))["watched"])
MOST = 5
"""Participles in a room, such as an option's name that is its argument's."""
LINES = 3
"""A name that is read within so few lines of where it was given needs no noun."""
BESIDE = {"done": "total", "left": "right"}
"""Beside such a name it is a noun: so many of a total, a side of a box."""


@cache
def product() -> dict[Path, ast.Module]:
    """Return the files of the product, read."""
    files = sorted(file for folder in ("core", "scenarios") for file in (ROOT / folder).rglob("*.py"))
    return {file: ast.parse(file.read_text("utf-8")) for file in files}


def room(file: Path) -> str:
    """Return the folder below the core or the scenario that a file stands in, or the file itself."""
    return "/".join(file.relative_to(ROOT).parts[:3])


def public_classes() -> Counter[str]:
    """Count how many modules of the product define a public class of each name."""
    statements = [statement for tree in product().values() for statement in tree.body]
    return Counter(s.name for s in statements if isinstance(s, ast.ClassDef) and not s.name.startswith("_"))


def long_lived(tree: ast.AST) -> Iterator[str]:
    """Yield each participle that names something over more than three lines of a function."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            lines: defaultdict[str, list[int]] = defaultdict(list)
            terms = set[str]()
            for node in ast.walk(function):
                if isinstance(node, ast.Name | ast.arg):
                    lines[node.id if isinstance(node, ast.Name) else node.arg].append(node.lineno)
                if isinstance(node, ast.arg) and node.annotation and node.arg.title() in ast.unparse(node.annotation):
                    terms.add(node.arg)  # `known: Known` is one of the glossary's words
            long = {n for n, at in lines.items() if n in PARTICIPLES and max(at) - min(at) > LINES}
            yield from (n for n in long - terms if BESIDE.get(n, "") not in lines)


def participles() -> Counter[str]:
    """Count them by room."""
    names = ((room(file), name) for file, tree in product().items() for name in long_lived(tree))
    return Counter(place for place, _ in names)


def test_no_class_name_stands_for_two_things() -> None:
    assert {name for name, modules in public_classes().items() if modules > 1} == set(), "give one a name of its own"


def test_no_room_is_full_of_participles_that_name_things_for_long() -> None:
    rooms = participles()

    assert {place: count for place, count in rooms.items() if count > MOST} == {}, (
        "name them by nouns, such as `entities` or `rows`"
    )


def test_a_participle_counts_only_where_it_lives_long() -> None:
    brief = "def act():\n    found = 1\n    return found\n"
    long = "def act(said):\n    a = 1\n    b = 2\n    c = 3\n    return said\n"

    assert list(long_lived(ast.parse(brief))) == []
    assert list(long_lived(ast.parse(long))) == ["said"]


def test_a_count_of_a_total_and_a_word_of_the_glossary_are_no_participles() -> None:
    count = "def tell(done, total):\n    a = 1\n    b = 2\n    c = 3\n    return done\n"
    term = "def find(known: Known | None):\n    a = 1\n    b = 2\n    c = 3\n    return known\n"

    assert list(long_lived(ast.parse(count))) == list(long_lived(ast.parse(term))) == []

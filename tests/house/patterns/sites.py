"""List every regular expression of the product: of its code, of its word lists, and what it makes of both."""

import ast
import functools
import importlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
USES = {"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"}
AT_START = {"fullmatch", "match"}
STAND_IN = "word"
"""What takes the place of a part that is known at run time only: a name, or a word of a list."""
SIGN = re.compile(r"\\[bBdDsSwW.()\[\]|?*+-]|\(\?|\[\^|[\])\w][*+?](?:[^\w ]|$)|\]\{\d")
"""What a string has that is a pattern, or a part of one."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern, and whether it is tried at a text's start alone."""

    text: str
    flags: int
    at_start: bool


def expressions(places: tuple[str, ...] = ("core/", "scenarios/", "docker/")) -> dict[Expression, str]:
    """Return each expression of the files whose paths begin so, with the file and line where it stands first."""
    listed: dict[Expression, str] = {}
    for file, path in _files("*.py", places):
        for line, expression in _Source(file).expressions():
            listed.setdefault(expression, f"{path}:{line}")
    for file, path in _files("*.toml", places):
        for text in _strings(tomllib.loads(file.read_text("utf-8"))):
            if SIGN.search(text):
                filled = re.sub(r"\{[a-z_]+\}", STAND_IN, text)
                listed.setdefault(Expression(filled, re.IGNORECASE, False), path)
    return {expression: where for expression, where in listed.items() if _compiles(expression)}


def _files(names: str, places: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    files = sorted(f for folder in ("core", "scenarios", "docker") for f in (ROOT / folder).rglob(names))
    for file in files:
        if (path := file.relative_to(ROOT).as_posix()).startswith(places):
            yield file, path


class _Source:
    """A file of the product, read and imported; of its functions only those are called that make patterns."""

    def __init__(self, file: Path) -> None:
        self._text_of_file = file.read_text("utf-8")
        self._tree = ast.parse(self._text_of_file)
        self._module = _module(file)
        self._names = vars(self._module) if self._module else {"re": re}
        self._calls = [n for n in ast.walk(self._tree) if isinstance(n, ast.Call) and _use(n) and n.args]
        self._seen = {id(prose) for node in ast.walk(self._tree) for prose in _docstring(node)}
        self._seen |= {id(inner) for call in self._calls for inner in ast.walk(call.args[0])}

    def expressions(self) -> Iterator[tuple[int, Expression]]:
        """Yield (line, expression) of calls of `re`, of other strings that are patterns, and of compiled ones."""
        known: set[str] = set()
        for call in self._calls:
            at_start = _use(call) in AT_START or (_use(call) == "compile" and self._tried_at_start(call))
            if (text := self._text(call.args[0], of_pattern=True)) is not None:
                known.add(text)
                yield call.lineno, Expression(text, self._flags(call), at_start)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) and id(node) not in self._seen:
                text = self._text(node)
                if text and text not in known and SIGN.search(text):
                    yield node.lineno, Expression(text, re.IGNORECASE, False)
        for pattern in self._compiled():
            if pattern.pattern not in known:
                yield 1, Expression(pattern.pattern, pattern.flags & ~re.UNICODE, False)

    def _text(self, node: ast.expr, *, of_pattern: bool = False) -> str | None:
        """Return the string that an expression is, with a word for what only a call would know."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.JoinedStr(values=parts):
                return "".join(self._text(part, of_pattern=of_pattern) or STAND_IN for part in parts)
            case ast.FormattedValue(value=inner):
                return self._text(inner, of_pattern=of_pattern)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                before, after = (self._text(side, of_pattern=of_pattern) for side in (left, right))
                return None if before is None or after is None else before + after
        return self._value(node, of_pattern=of_pattern)

    def _value(self, node: ast.expr, *, of_pattern: bool) -> str | None:
        calls = {ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)}
        if not of_pattern and any(not name.endswith((".join", "escape", "map", "sorted")) for name in calls):
            return None
        try:
            value = eval(compile(ast.Expression(node), "<pattern>", "eval"), dict(self._names))
        except Exception:  # noqa: BLE001 - it needs what only a call has
            return None
        return value if isinstance(value, str) else None

    def _flags(self, call: ast.Call) -> int:
        nodes = [n for n in ast.walk(call) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
        names = {n.attr for n in nodes if isinstance(n.value, ast.Name) and n.value.id == "re" and n.attr.isupper()}
        return sum(int(getattr(re, name)) for name in names)

    def _tried_at_start(self, call: ast.Call) -> bool:
        """Tell whether a compiled pattern has a name that is used for `match` and `fullmatch` alone."""
        targets = [n.targets[0] for n in ast.walk(self._tree) if isinstance(n, ast.Assign) and n.value is call]
        if not targets or not isinstance(targets[0], ast.Name):
            return False
        name = targets[0].id
        text = self._text_of_file if name.startswith("_") or name.islower() else _whole()
        used = re.findall(rf"(?<![\w.]){name}\b(?!\s*=[^=])(?:\.(\w+))?", text)
        used = [method for method in used if method or name.startswith("_") or name.islower()]
        return bool(used) and set(used) <= AT_START

    def _compiled(self) -> Iterator[re.Pattern[str]]:
        """Yield the patterns among the module's values, and those that its functions make once of word lists."""
        makers = {
            node.name
            for node in ast.walk(self._tree)
            if isinstance(node, ast.FunctionDef)
            and not node.args.args
            and any(isinstance(n, ast.Call) and _use(n) == "compile" for n in ast.walk(node))
        }
        for name, value in list(self._names.items()):
            if name in makers and isinstance(value, functools._lru_cache_wrapper):
                yield from _patterns(value())
            elif isinstance(value, dict | list | tuple | set | frozenset) or is_dataclass(value):
                yield from _patterns(value)


@functools.cache
def _whole() -> str:
    """Return the product's code as one text, for names that other files use."""
    return "\n".join(f.read_text("utf-8") for folder in ("core", "scenarios") for f in (ROOT / folder).rglob("*.py"))


def _patterns(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif is_dataclass(value) and not isinstance(value, type) and depth:
        yield from (p for each in fields(value) for p in _patterns(getattr(value, each.name), depth - 1))
    elif isinstance(value, dict) and depth:
        yield from (p for each in value.values() for p in _patterns(each, depth - 1))
    elif isinstance(value, list | tuple | set | frozenset) and depth:
        yield from (p for each in value for p in _patterns(each, depth - 1))


def _use(call: ast.Call) -> str:
    """Return the function of `re` that is called, or nothing."""
    asked = call.func
    known = isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Name) and asked.value.id == "re"
    return asked.attr if known and isinstance(asked, ast.Attribute) and asked.attr in USES else ""


def _docstring(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the expression that is the docstring of a module, class or function."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr):
            yield first.value


def _module(file: Path) -> ModuleType | None:
    """Import a file of the library or a scenario; None for a script."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "docker":
        return None
    parts = parts[1:] if parts[0] == "core" else parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    if "migrations" in parts or "__main__" in parts:
        return None
    return importlib.import_module(".".join(parts))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (s for pair in value.items() for each in pair for s in _strings(each))
    elif isinstance(value, list):
        yield from (s for each in value for s in _strings(each))


def _compiles(expression: Expression) -> bool:
    try:
        re.compile(expression.text, expression.flags)
    except (re.error, ValueError, OverflowError):
        return False
    return True

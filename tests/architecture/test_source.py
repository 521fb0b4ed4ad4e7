"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
OWN = ("popo", "templates", "tests", "migrations", "tools", "config.py")
COMMITS = {"popo/db.py"}
READS_ENVIRONMENT = {"config.py"}

TITLES = {
    "POPO Action Group": "the name of a body",
    "POPO case management": "the name of the service",
    "Offender manager": "the title of a post in probation",
}
"""Names that hold a label, none of them of anybody on the scheme, and what each is."""


def _files(*suffixes: str, of: tuple[str, ...] = OWN) -> Iterator[Path]:
    for top in of:
        place = ROOT / top
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in found if path.suffix in suffixes and path.is_file())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node


def _strings(path: Path) -> Iterator[str]:
    """Every string but docstrings."""
    tree = ast.parse(path.read_text())
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    described = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, holders)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in described:
            yield node.value


def test_no_file_is_longer_than_anyone_wants_to_read() -> None:
    """One long file hides what it holds; a migration is a record and may be long."""
    long = {
        _name(path): lines
        for path in _files(".py", ".html", ".css", ".js")
        if (lines := len(path.read_text().splitlines())) > LONGEST
        and not _name(path).startswith("migrations/")
    }
    assert long == {}


def test_work_is_committed_in_one_place() -> None:
    """A service that commits for itself parts the work from its trail."""
    commits = {
        _name(path)
        for path in _files(".py", of=("popo",))
        for call in _calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    }
    assert commits == COMMITS


def test_only_settings_read_the_environment() -> None:
    reads = {
        _name(path)
        for path in _files(".py", of=("popo", "config.py"))
        if re.search(
            r"\bos\.(environ|getenv)\b|from os import .*\b(environ|getenv)\b", path.read_text()
        )
    }
    assert reads == READS_ENVIRONMENT


def test_rag_is_never_a_name() -> None:
    """It means both a traffic light and the Responsible Authorities Group: say which."""
    word = re.compile(r"(?<![a-z])rag(?![a-z])|(?<=_)rag(?=_)", re.IGNORECASE)
    named = {
        f"{_name(path)}:{number}"
        for path in _files(".py", ".html", ".css", ".js", of=("popo", "templates", "migrations"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if word.search(line)
    }
    assert named == set()


def test_nobody_imports_inside_a_function() -> None:
    """The contracts would not see which way it goes."""
    hidden = {
        f"{_name(path)}:{inner.lineno}"
        for path in _files(".py", of=("popo",))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    }
    assert hidden == set()


def test_forms_end_in_a_typed_value() -> None:
    """`populate_obj` writes whatever was posted into whatever row is at hand."""
    used = {
        _name(path)
        for path in _files(".py", of=("popo",))
        for call in _calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "populate_obj"
    }
    assert used == set()


LABELS = re.compile(r"\b(?:POPOs?|PPOs?|[Oo]ffenders?|[Pp]rolific)\b")
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<[^>]*>", re.DOTALL)


def _labels(text: str) -> list[str]:
    for title in TITLES:
        text = text.replace(title, "")
    return LABELS.findall(text)


def test_pages_label_nobody() -> None:
    """A child is never called an offender, POPO or prolific, and any page may be about one."""
    labelled = {
        _name(path): found
        for path in _files(".html", of=("templates",))
        if (found := _labels(_CODE.sub(" ", path.read_text())))
    }
    assert labelled == {}


NOT_FOR_PAGES = {"bench", "commands", "demo", "cli.py", "columns.py"}
"""The last holds how other people head the columns of their lists."""


def test_words_from_the_program_label_nobody() -> None:
    """The same for what forms, views, rules and lists of words say."""
    labelled = {
        _name(path): said
        for path in _files(".py", of=("popo",))
        if not NOT_FOR_PAGES & set(path.parts)
        and (said := [text for text in _strings(path) if " " in text and _labels(text)])
    }
    assert labelled == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A prolific offender", ["prolific", "offender"]),
        ("On the POPO list", ["POPO"]),
        ("POPO Action Group, offending, popo db upgrade", []),
    ],
)
def test_labels_are_recognised(text: str, found: list[str]) -> None:
    assert _labels(text) == found

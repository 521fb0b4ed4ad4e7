"""Whoever scores never sees equality data: not by a permission, and not by what a module reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from popo.access.guard import declared
from popo.access.permissions import ROLE_PERMISSIONS, Permission, Role

SELECTION = Path(__file__).resolve().parents[2] / "popo" / "selection"
READS_EQUALITY = {"queries/traits.py"}
"""The one module of selection that opens equality records; what it gives becomes counts."""

MADE_OF_THEM = {"traits", "fairness", "fairness_reviews", "assessments"}
MAY_USE = {
    "forms/fairness.py",
    "models/__init__.py",
    "models/fairness.py",
    "queries/assessments.py",
    "queries/draft_pool.py",
    "queries/fairness.py",
    "queries/fairness_reviews.py",
    "queries/traits.py",
    "services/__init__.py",
    "services/fairness.py",
    "views/__init__.py",
    "views/fairness.py",
}
"""The modules that hold the fairness of a draft; adopting one may ask whether it is answered."""

MAY_ASK = {"queries/consultation.py", "services/criteria.py", "views/criteria.py"}
SCORING_WORDS = ("scor", "adjust", "predict")


def _files() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SELECTION.rglob("*.py")):
        yield path.relative_to(SELECTION).as_posix(), ast.parse(path.read_text())


def _imported(tree: ast.Module) -> set[str]:
    """Every name and module a file imports, in full."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_role_both_scores_and_reads_fairness() -> None:
    both = {Permission.SCORING_MAKE, Permission.FAIRNESS_READ}
    assert [role for role, held in ROLE_PERMISSIONS.items() if both <= held] == []


def test_somebody_scores_and_somebody_reads_fairness() -> None:
    """Otherwise the rule above would hold for want of anybody."""
    scorers = {role for role, held in ROLE_PERMISSIONS.items() if Permission.SCORING_MAKE in held}
    readers = {role for role, held in ROLE_PERMISSIONS.items() if Permission.FAIRNESS_READ in held}
    assert scorers == {Role.PRACTITIONER, Role.STRAND_LEAD}
    assert readers == {Role.COORDINATOR, Role.CHAIR, Role.INFORMATION_GOVERNANCE_OFFICER}


def test_one_module_of_selection_opens_equality_records() -> None:
    opening = {
        name
        for name, tree in _files()
        if any(imported.endswith(".EqualityRecord") for imported in _imported(tree))
    }
    assert opening == READS_EQUALITY


def test_only_fairness_is_made_of_them() -> None:
    using = {
        name
        for name, tree in _files()
        if not name.startswith("fairness/")
        and any(MADE_OF_THEM & set(imported.split(".")) for imported in _imported(tree))
    }
    assert using - MAY_ASK <= MAY_USE
    scoring = {name for name in using if any(word in name for word in SCORING_WORDS)}
    assert scoring == set()


def test_every_page_about_fairness_asks_for_the_permission_or_to_decide(app: Flask) -> None:
    views = {
        name: declared(view)
        for name, view in app.view_functions.items()
        if view.__module__ == "popo.selection.views.fairness"
    }
    assert views
    assert set(views.values()) == {Permission.FAIRNESS_READ, Permission.DECISION_RECORD}
    deciders = {r for r, held in ROLE_PERMISSIONS.items() if Permission.DECISION_RECORD in held}
    assert all(Permission.FAIRNESS_READ in ROLE_PERMISSIONS[role] for role in deciders)

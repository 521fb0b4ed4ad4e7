"""Addresses say where a page is and nothing about anybody."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from popo import resources

ROOT = Path(__file__).resolve().parents[2]

TEXTS = {
    "about": "a reference, or what else a draft is about",
    "area": "housing, work or treatment",
    "form": "the name of a form, or of a kind of file",
    "kind": "a word out of a list",
    "package": "the name of a front-end package",
    "reference": "the working name of a person",
    "strand": "a strand",
    "version": "of a front-end package",
}
"""Parts of an address that are text, none of it personal."""

_PART = re.compile(r"<(?:(?P<type>[a-z]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>")


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def _parts(rule: Rule) -> list["re.Match[str]"]:
    return list(_PART.finditer(rule.rule))


def test_every_part_of_an_address_has_a_type(app: Flask) -> None:
    untyped = {rule.rule for rule in _rules(app) for part in _parts(rule) if not part["type"]}
    assert untyped == set()


def test_records_are_named_by_key_and_text_is_never_personal(app: Flask) -> None:
    """Addresses stay in browser histories, logs and the minds of people reading over a shoulder."""
    odd = {
        rule.rule
        for rule in _rules(app)
        for part in _parts(rule)
        if not (
            part["type"] in {"any", "int", "uuid"}
            or (part["type"] == "string" and part["name"] in TEXTS)
            or rule.endpoint.startswith("assets.")
        )
    }
    assert odd == set()


def test_addresses_are_in_small_letters_with_hyphens(app: Flask) -> None:
    odd = {
        rule.rule
        for rule in _rules(app)
        if not re.fullmatch(r"/?([a-z0-9-]+/)*[a-z0-9-]*(\.ics)?", _PART.sub("x", rule.rule))
    }
    assert odd == set()


def test_pages_about_a_person_stand_under_the_person(app: Flask) -> None:
    odd = {
        rule.rule
        for rule in _rules(app)
        if "<string:reference>" in rule.rule
        and not rule.rule.startswith("/people/<string:reference>")
    }
    assert odd == set()


def test_addresses_and_functions_bear_the_same_name(app: Flask) -> None:
    """One verb everywhere: an endpoint is called as its view is."""
    odd = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if "." in endpoint and endpoint.split(".", 1)[1] != view.__name__
    }
    assert odd == set()


def test_every_link_leads_somewhere(app: Flask) -> None:
    """An endpoint is a text, and a text may name a page that was renamed."""
    missing = {
        f"{path.relative_to(ROOT)}: {endpoint}"
        for path, endpoint in [*_named_in_templates(), *_named_in_views()]
        if endpoint not in app.view_functions
    }
    assert missing == set()


def _named_in_templates() -> Iterator[tuple[Path, str]]:
    for path in sorted(resources.path("templates").rglob("*.html")):
        for found in re.finditer(r"url_for\(\s*[\"']([a-z_.]+)[\"']", path.read_text()):
            yield path, found[1]


def _named_in_views() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "popo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "url_for"
                and isinstance(node.args[0], ast.Constant)
            ):
                endpoint = str(node.args[0].value)
                feature = path.relative_to(ROOT / "popo").parts[0]
                yield path, f"{feature}{endpoint}" if endpoint.startswith(".") else endpoint

"""Templates: strict, named after the view that draws them, and without inline code."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from popo import resources

FOLDER = Path(resources.path("templates"))
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
SHARED = {"components", "errors", "layouts"}

NOT_A_VIEW: dict[str, str] = {}
"""Templates of a feature that are drawn by a view of another name, and why."""

A_FILE = {"reports/_update_file.html"}
"""Not pages but files to keep: they must look right where no style sheet can be fetched."""


def test_every_template_compiles_and_is_strict(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    for name in NAMES:
        assert app.jinja_env.get_template(name)


def test_template_is_named_after_the_view_that_draws_it(app: Flask) -> None:
    stray = {
        name
        for name in NAMES
        for folder, _, rest in [name.partition("/")]
        if folder not in SHARED
        and not rest.startswith("_")
        and name not in NOT_A_VIEW
        and f"{folder}.{rest.removesuffix('.html')}" not in app.view_functions
    }
    assert stray == set()


def test_every_name_in_the_list_of_exceptions_is_needed() -> None:
    assert set(NOT_A_VIEW) | A_FILE <= set(NAMES)


@pytest.mark.parametrize("name", sorted(set(NAMES) - A_FILE))
def test_template_holds_no_inline_code(name: str) -> None:
    """The policy on every page forbids it, so the browser would drop it without a word."""
    source = re.sub(r"\{#.*?#\}", "", (FOLDER / name).read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", source)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", source)
    assert not re.search(r"javascript:", source)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_template_is_taken_for_markup_unchecked(name: str) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", (FOLDER / name).read_text())

"""What the next page says after something was done.

The words travel in the session, so they name a person by reference only.
"""

from typing import Literal

from flask import flash

UNDO_SECONDS = 600
"""How long an author may undo."""


def done(text: str, *, undo_href: str = "", next_href: str = "", next_text: str = "") -> None:
    """Something was done; offers to undo it (a POST to `undo_href`) and the likely next step."""
    _flash("success", text, undo_href, next_href, next_text)


def done_once(text: str, *, first: bool, next_href: str = "", next_text: str = "") -> None:
    """As above where the form is sent for the first time; else it says that nothing was done."""
    if first:
        done(text, next_href=next_href, next_text=next_text)
    else:
        inform("This form was sent before. What it said then is on record; nothing was added now.")


def inform(text: str) -> None:
    """Something to know, neither good nor bad."""
    _flash("information", text)


def warn(text: str) -> None:
    """Something to act on."""
    _flash("warning", text)


def _flash(
    kind: Literal["success", "information", "warning"],
    text: str,
    undo_href: str = "",
    next_href: str = "",
    next_text: str = "",
) -> None:
    parts = {
        "text": text,
        "undo_href": undo_href,
        "undo_seconds": UNDO_SECONDS,
        "next_href": next_href,
        "next_text": next_text,
    }
    flash(parts, kind)  # type: ignore[arg-type]  # it keeps whatever the session can hold

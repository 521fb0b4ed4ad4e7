"""Who is at work in this request. `app.py` says how to find out; web itself knows no accounts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast

from flask import current_app, g

from popo.access.actor import Actor


@dataclass(frozen=True)
class Hooks:
    """What the layers above give to the web.

    Who is signed in, how refusals are recorded (by permission: endpoint and reason; by sight:
    endpoint and what was asked for, which may be anything somebody typed), which of the records
    named are about people somebody sees nothing of, where to sign in.
    """

    find_actor: Callable[[], Actor | None]
    record_refusal: Callable[[Actor | None, str, str], None]
    record_unseen: Callable[[Actor | None, str, str], None]
    unseen_names: Callable[[Actor, Collection[str]], set[str]]
    sign_in_endpoint: str


def hooks() -> Hooks:
    return cast("Hooks", current_app.extensions["popo_hooks"])


def actor_or_none() -> Actor | None:
    if "actor" not in g:
        g.actor = hooks().find_actor()
    return cast("Actor | None", g.actor)


def actor() -> Actor:
    """The signed-in actor; only for views that require a permission."""
    found = actor_or_none()
    if found is None:
        raise RuntimeError("nobody is signed in: the view must require a permission")
    return found


def forget_actor() -> None:
    """After signing in or out, who is at work must be found out again."""
    g.pop("actor", None)

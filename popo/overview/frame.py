"""What the page frame shows to whoever is signed in: navigation, name, marking, time left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts import roles
from popo.accounts.sessions import seconds_left
from popo.cases.policy import own_strand
from popo.imports.models import ListSource
from popo.imports.queries.batches import quiet_sources
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor_or_none
from popo.web.frame import Link, SessionEnd, SignedIn
from popo.web.guard import here

_FIND = "people.find_people"


def _strand_of(actor: Actor) -> dict[str, Any]:
    return {"strand": own_strand(actor).replace("_", "-")}


def _nothing(_actor: Actor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class _Place:
    """An entry of the navigation, for those who hold the permission.

    Those who also hold `reached_from` find the page through another entry, and the header has
    room for the search box. Every list of the `blueprint` is reached through this entry.
    """

    text: str
    endpoint: str
    permission: Permission
    values: Callable[[Actor], dict[str, Any]] = _nothing
    reached_from: Permission | None = None
    blueprint: str = ""

    def is_current(self, href: str) -> bool:
        if f"{request.path}/".startswith(f"{href}/"):
            return True
        return request.blueprint == self.blueprint and not request.path.startswith("/people/")


_PLACES = (
    _Place("Home", "overview.home", Permission.HOME_READ),
    _Place("Caseload", "strands.caseload", Permission.CASELOAD_READ, _strand_of),
    _Place("Cohort", "strands.cohort", Permission.COHORT_READ),
    _Place(
        "Nominations",
        "selection.list_nominations",
        Permission.NOMINATION_MAKE,
        blueprint="selection",
    ),
    _Place(
        "Fairness",
        "selection.monitor_fairness",
        Permission.FAIRNESS_READ,
        reached_from=Permission.NOMINATION_MAKE,
    ),
    _Place(
        "Selected in error",
        "selection.list_errors",
        Permission.CORRECTION_OVERSEE,
        reached_from=Permission.NOMINATION_MAKE,
    ),
    _Place("Meetings", "meetings.list_meetings", Permission.MEETING_READ, blueprint="checklist"),
    _Place("Updates", "reports.list_updates", Permission.UPDATE_READ),
    _Place(
        "Recorded crime",
        "crime.recorded_crime",
        Permission.CRIME_READ,
        reached_from=Permission.UPDATE_READ,
    ),
    _Place("Users", "accounts.list_users", Permission.USER_MANAGE),
    _Place("Agencies", "accounts.list_agencies", Permission.AGREEMENT_READ),
    _Place("Trail", "overview.trail", Permission.TRAIL_READ),
)


def init_frame(app: Flask) -> None:
    """Gives the layouts what they draw around a page."""
    app.jinja_env.globals.update(
        navigation=navigation, signed_in=signed_in, can=can, quiet_lists=quiet_lists
    )
    app.context_processor(_settings_and_find)


def navigation() -> list[Link]:
    """The places whoever is signed in may go to, the present one marked."""
    actor = actor_or_none()
    if actor is None:
        return []
    return [
        _link(place, url_for(place.endpoint, **place.values(actor)))
        for place in _PLACES
        if actor.can(place.permission)
        and not (place.reached_from and actor.can(place.reached_from))
        and place.endpoint in current_app.view_functions
    ]


def quiet_lists() -> list[ListSource]:
    """Sources of what happened gone quiet, of any agency: what rests on them is out of date."""
    return [one for one in quiet_sources(clock.today()) if not one.list_kind.adds_people]


def _link(place: _Place, href: str) -> Link:
    return Link(place.text, href, current=place.is_current(href))


def signed_in() -> SignedIn | None:
    actor = actor_or_none()
    if actor is None:
        return None
    return SignedIn(
        name=f"{actor.name}, {actor.agency_name}",
        role=", ".join(roles.words(grant) for grant in sorted(actor.roles)),
        account_href=url_for("accounts.own_account"),
        sign_out_href=url_for("accounts.sign_out"),
        session=SessionEnd(
            seconds_left=seconds_left(),
            stay_href=url_for("accounts.stay_signed_in"),
            ended_href=url_for("accounts.sign_in", then=here()),
        ),
    )


def can(permission: str) -> bool:
    """Whether whoever is signed in may do this kind of thing."""
    actor = actor_or_none()
    return actor is not None and actor.can(Permission(permission))


def _settings_and_find() -> dict[str, Any]:
    marking, demonstration = _settings()
    return {"marking": marking, "demonstration": demonstration, "show_find": _shows_find()}


def _shows_find() -> bool:
    return can(Permission.PERSON_FIND) and _FIND in current_app.view_functions


def _settings() -> tuple[str, bool]:
    """Marking, and whether this is a demonstration; read once a request."""
    if "frame_settings" not in g:
        try:
            g.frame_settings = value_of(Name.MARKING), value_of(Name.DEMONSTRATION)
        except SQLAlchemyError:  # an error page must be drawn even without the database
            g.frame_settings = Name.MARKING.default, Name.DEMONSTRATION.default
    marking, demonstration = g.frame_settings
    return marking, demonstration

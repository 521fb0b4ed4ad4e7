"""The banner at the top of every page about one person, and who leads, for lists below."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import current_app, url_for
from jinja2 import pass_context
from jinja2.runtime import Context

from popo import clock
from popo.access.guard import declared
from popo.access.permissions import Permission
from popo.cases.models import TrafficLight
from popo.overview import headline as facts
from popo.overview.blueprint import blueprint
from popo.overview.headline import Headline, headline_of
from popo.people.models import Person, WarningMarker
from popo.people.models.person import ADULT_AGE
from popo.people.queries import Found
from popo.web.current import actor
from popo.web.filters import daymonth, meaning, shortdate
from popo.web.frame import Link, PersonBanner, SafetyLine

_TABS = (
    ("summary", "Summary", "overview.person"),
    ("case", "Case", "cases.show_case"),
    ("timeline", "Timeline", "overview.show_timeline"),
    ("contacts", "Contacts", "contacts.list_contacts"),
    ("plan", "Plan", "plans.show_plan"),
    ("actions", "Actions", "actions.person_actions"),
    ("whereabouts", "Whereabouts", "whereabouts.show_whereabouts"),
    ("offending", "Offending", "offending.show_offending"),
    ("selection", "Selection", "selection.person_selection"),
    ("circumstances", "Around the person", "circumstances.show_circumstances"),
)
_WORK = (
    ("Change details", "people.edit_details"),
    ("Write the summary", "people.write_summary"),
    ("Set the traffic light", "cases.set_traffic_light"),
    ("Assign a worker", "cases.assign_worker"),
    ("Has died, moved away, or is the wrong person", "people.record_stop"),
    ("Add an action", "actions.add_action"),
    ("Nominate", "selection.nominate_person"),
)
_WHY = ("Why can I see this?", "people.explain_sight")


@pass_context
def banner(context: Context, person: Person) -> PersonBanner:
    """What the layout draws; a page that has the person's headline already passes it on."""
    held = context.get("headline") or headline_of(person, actor())
    return banner_of(held, str(context.get("tab", "")))


def leads_of(found: Iterable[Found]) -> dict[UUID, str]:
    """Who leads the work with each person found and opened."""
    opened = [hit.person for hit in found if hit.may_open]
    return facts.leads_of(opened, actor())


blueprint.add_app_template_global(banner)
blueprint.add_app_template_global(leads_of)


def banner_of(held: Headline, tab: str) -> PersonBanner:
    person, light, former = held.person, held.light, held.former_light
    return PersonBanner(
        reference=person.reference,
        name=held.name.formal if held.name else "",
        age=_age(person) if held.in_full else "",
        colour=light.colour.value if light else "",
        colour_since=light.starts_on if light else None,
        colour_note=_was(light, former),
        note=_note(held),
        restricted=_partial(held),
        facts=_facts(held),
        staff_safety=[_safety(marker, clock.today()) for marker in held.staff_safety],
        safe_contact=[f"{rule.safety.words}: {rule.words}" for rule in held.contact_rules],
        tabs=_tabs(person, tab) if held.in_full else (),
        log_contact_href=_href("contacts.log_contact", person) if _goes_on(held) else "",
        other_actions=_links(person, (*(_WORK if held.may_work else ()), _WHY)),
    )


def _was(light: TrafficLight | None, former: TrafficLight | None) -> str:
    """A colour that was set again came from no other."""
    if light is None or former is None or former.colour is light.colour:
        return ""
    return f"was {former.colour.capitalize()}"


def _goes_on(held: Headline) -> bool:
    """Nobody is asked to ring the dead: what is still to be noted is under the other actions."""
    return held.may_work and held.stop is None and held.person.deceased_on is None


def _age(person: Person) -> str:
    age = person.age_on(person.deceased_on or clock.today())
    if age is None or person.date_of_birth is None:
        return ""
    return f"{age} (born {shortdate(person.date_of_birth)})"


def _note(held: Headline) -> str:
    person = held.person
    if person.deceased_on:
        return f"Died {shortdate(person.deceased_on)}"
    if held.stop:
        return f"{held.stop.stop_kind.words}, {shortdate(held.stop.happened_on)}"
    if not person.is_young:
        return ""
    age = person.age_on(clock.today())
    return "Child" if age is not None and age < ADULT_AGE else "Young person"


def _partial(held: Headline) -> str:
    if held.in_full:
        return ""
    ask = f" Ask {held.lead.words}, who leads." if held.lead else ""
    return f"You see the name and the safety markers of this person, no more.{ask}"


def _facts(held: Headline) -> list[tuple[str, str]]:
    if not held.in_full:
        return []
    strands = ", ".join(row.strand.words for row in held.strands)
    told = [
        ("Strands" if len(held.strands) > 1 else "Strand", strands),
        ("Lead", held.lead.words if held.lead else "Nobody yet" if held.case else ""),
        ("Where", where(held)),
    ]
    return [(label, words) for label, words in told if words]


def where(held: Headline) -> str:
    """In the community, under licence to 2 June, in 83 days."""
    place = held.location.place.words if held.location else ""
    law = [_basis(row.basis.words, row.due_to_end_on) for row in held.bases]
    return ", ".join([place, *law] if place else law)


def _basis(words: str, ends_on: date | None) -> str:
    until = f" to {meaning(ends_on, clock.today(), 'event')}" if ends_on else ""
    return f"{words.lower()}{until}"


def _safety(marker: WarningMarker, today: date) -> SafetyLine:
    review = f"Check by {daymonth(marker.review_on, today)}."
    lapsed = f"Lapsed: it was to be checked by {shortdate(marker.review_on)}."
    state = lapsed if marker.has_lapsed(today) else review
    return SafetyLine(
        marker.words, f"{marker.author}, {daymonth(marker.starts_on, today)}. {state}"
    )


def _tabs(person: Person, tab: str) -> list[Link]:
    shown = [
        Link(text, href, current=key == tab)
        for key, text, endpoint in _TABS
        if (href := _href(endpoint, person))
    ]
    if may_read_history(person):
        href = url_for("overview.history", reference=person.reference)
        shown.append(Link("History", href, current=tab == "history"))
    return shown


def may_read_history(person: Person) -> bool:
    """Who changed and who looked: for the agency that owns the record and for governance."""
    own = person.agency_id == actor().agency_id and actor().can(Permission.PERSON_EDIT)
    return own or actor().can(Permission.PERSON_TRAIL)


def _links(person: Person, choices: Iterable[tuple[str, str]]) -> list[Link]:
    return [Link(text, href) for text, endpoint in choices if (href := _href(endpoint, person))]


def _href(endpoint: str, person: Person) -> str:
    """The address of a page about the person, or nothing where this actor may not open it."""
    view = current_app.view_functions.get(endpoint)
    access = declared(view)
    if view is None or not isinstance(access, Permission) or not actor().can(access):
        return ""
    return url_for(endpoint, reference=person.reference)

"""What the pages of decisions share: the form's choices, who is barred, and drafts."""

from datetime import date
from typing import Any, TypeVar

from flask import request

from popo import clock
from popo.accounts.models import Agency, AgencyKind
from popo.accounts.queries import list_agencies, list_users
from popo.cases.models import Strand
from popo.cases.queries.tiers import tier_names
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.meetings.queries import items_to_cite
from popo.people.models import Person
from popo.selection.forms.panel import PanelForm, StartsForm, panel_form, party_field
from popo.selection.queries.conflicts import barred_from
from popo.selection.queries.criteria import kind_for
from popo.selection.queries.headroom import headroom
from popo.selection.queries.places import places_for
from popo.selection.services.starting import default_review
from popo.selection.turnover import AHEAD_DAYS
from popo.web.current import actor
from popo.web.forms import DraftedForm

F = TypeVar("F", bound=PanelForm)
D = TypeVar("D", bound=DraftedForm)


def open_drafted(form: type[D], about: str, data: dict[str, Any]) -> D:
    """The form as its draft left it, else with `data`; what is sent comes before both."""
    draft = None
    if request.method == "GET" and request.endpoint:
        draft = find_draft(actor(), request.endpoint, about)
    return form(resumed(draft), data=data) if draft else form(data=data)


def open_panel(form: type[F], person: Person, about: str, data: dict[str, Any]) -> F:
    """The form of a decision about a person; each agency with an agreement has its line."""
    items = items_to_cite(actor(), person.id)
    usual = {"item": str(items[0].item.id) if items else "", "effective_on": clock.today()}
    made = open_drafted(panel_form(form, deciding(), list_users()), about, usual | data)
    made.offer_items(items)
    return made


def starts(form: StartsForm, strand: Strand) -> None:
    """Offers what a new spell on that strand starts with."""
    form.offer_starts(tier_names() if strand is Strand.PREVENT_AND_DETER else [])


def usual_starts(strand: Strand, day: date) -> dict[str, Any]:
    """Who usually leads, and the first review as the criteria have it."""
    is_young = strand is Strand.PREVENT_AND_DETER
    kind = AgencyKind.YOUTH_OFFENDING_SERVICE if is_young else AgencyKind.POLICE
    lead = next((str(agency.id) for agency in deciding() if agency.kind is kind), "")
    return {"lead_agency": lead, "review_on": default_review(strand, day)}


def panel_words(form: PanelForm, person: Person, strand: Strand) -> dict[str, Any]:
    """What the page of a decision says beside its form."""
    return {
        "barred": barred_from(person, form.items),
        "places": places_for(strand),
        "headroom": headroom(kind_for(strand)),
        "ahead": AHEAD_DAYS,
        "party_field": party_field,
        "is_young": strand is Strand.PREVENT_AND_DETER,
    }


def is_new(form: DraftedForm) -> bool:
    """False where this very form was sent before: then there is nothing more to do."""
    return mark_sent(actor(), form.idempotency.data)


def deciding() -> list[Agency]:
    """Those that may have a part in a decision: with an agreement in force today."""
    return [
        agency
        for agency in list_agencies()
        if agency.kind is not AgencyKind.PARTNERSHIP and agency.agreement_in_force(clock.today())
    ]

"""Whether somebody was told that they are on the scheme, and the letter that says so."""

from flask import abort, redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_users, users_by_id
from popo.cases.models import SchemeCase, Strand
from popo.cases.queries import open_case_of
from popo.circumstances.services.letters import check_letter
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel, Told
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.telling import OUTCOMES, RecordTellingForm
from popo.selection.models import Telling
from popo.selection.queries.telling import (
    is_child,
    lead_agency_of,
    list_of,
    tellings_of,
    untold,
)
from popo.selection.views.common import (
    Answer,
    conflict_page,
    page,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_drafted
from popo.web.current import actor
from popo.web.filters import shortdate
from popo.web.notices import done


@selection.get("/telling")
@requires(Permission.COHORT_READ)
def list_telling() -> Answer:
    rows = untold(actor())
    looked_at_list(actor(), [row.person.id for row in rows], "telling")
    return page(
        "list_telling",
        waiting=[row for row in rows if not row.is_withheld],
        withheld=[row for row in rows if row.is_withheld],
        names=names_of([row.person.id for row in rows], actor()),
    )


@selection.route("/people/<string:reference>/telling", methods=["GET", "POST"])
@requires(Permission.CASE_EDIT)
def record_telling(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = open_case_of(person) or abort(404)
    tellings = tellings_of(case, actor())
    form = open_drafted(
        RecordTellingForm,
        reference,
        {"version": len(tellings), "day": clock.today(), "teller": str(actor().user_id)},
    )
    form.offer(list_users())
    if form.validate_on_submit():
        try:
            if is_new(form):
                _check_unchanged(form, tellings)
                services.record_telling(actor(), person, case, form.details())
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(person, case, form)
        else:
            done(f"What {reference} was told is recorded.")
            return redirect(url_for(".person_selection", reference=reference))
    return person_page(
        "record_telling",
        person,
        form=form,
        tellings=tellings,
        users=users_by_id(key for row in tellings for key in (row.teller_id,) if key),
        outcomes=OUTCOMES,
        child=is_child(person, clock.today()),
    )


@selection.get("/people/<string:reference>/telling/letter")
@requires(Permission.CASE_EDIT)
def open_letter(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = open_case_of(person) or abort(404)
    letter = check_letter(actor(), person, by_hand="by_hand" in request.args)
    services.open_letter(actor(), person, case)
    return person_page(
        "open_letter",
        person,
        young=list_of(case) is Strand.PREVENT_AND_DETER,
        name=names_of([person.id], actor()).get(person.id),
        lead=lead_agency_of(case),
        letter=letter,
        child=is_child(person, clock.today()),
    )


def _check_unchanged(form: RecordTellingForm, tellings: list[Telling]) -> None:
    if form.version.data != len(tellings):
        raise StaleVersion


def _overtaken(person: Person, case: SchemeCase, form: RecordTellingForm) -> tuple[str, int]:
    """Somebody recorded it meanwhile: what stands now, and what was typed."""
    theirs = next(iter(tellings_of(case, actor())), None)
    if theirs is None:
        abort(400)  # a version that was never shown
    said = Told(form.outcome.data)
    fields = [
        ("Was the person told", "", OUTCOMES[theirs.outcome.value], OUTCOMES[said.value]),
        ("On which day", "", shortdate(theirs.day), shortdate(form.details().day)),
        ("How they took it", "", theirs.reaction or "", form.reaction.data),
        ("Why not", "", theirs.reason or "", form.reason.data),
    ]
    href = url_for(".record_telling", reference=person.reference)
    return conflict_page(person, fields, href)

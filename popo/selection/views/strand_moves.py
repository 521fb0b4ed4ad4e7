from flask import abort, redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.cases.models import SchemeCase, Strand
from popo.cases.policy import may_see_strand, strands_open_to
from popo.cases.queries import engagement_history, open_case_of
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.selection import services
from popo.selection.forms.strand_moves import MoveStrandForm
from popo.selection.queries.markers import primary_of
from popo.selection.views.common import (
    Answer,
    conflict_page,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.panel import is_new, open_panel, panel_words
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done


@selection.route("/people/<string:reference>/strand/move", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def move_strand(reference: str) -> Answer:
    person = person_named(reference, SightLevel.WORK)
    case = open_case_of(person) or abort(404)
    primary = _primary(case)
    form = _form(person, case, primary)
    if form.validate_on_submit():
        try:
            if is_new(form):
                _check_unmoved(case, form)
                services.move_strand(actor(), person, case, form.details())
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(person, primary, form)
        else:
            done(f"The move of {reference} to another strand is recorded.")
            return redirect(_after(reference))
    return person_page(
        "move_strand",
        person,
        form=form,
        primary=primary,
        escalates=primary is Strand.PREVENT_AND_DETER,
        **panel_words(form, person, Strand.CATCH_AND_CONVICT),
    )


def _form(person: Person, case: SchemeCase, primary: Strand) -> MoveStrandForm:
    data = {"version": len(engagement_history(case)), "keep_former": True}
    form = open_panel(MoveStrandForm, person, person.reference, data)
    form.offer(
        strand
        for strand in strands_open_to(actor())
        if strand not in {primary, Strand.PREVENT_AND_DETER}
    )
    return form


def _primary(case: SchemeCase) -> Strand:
    row = primary_of(case) or abort(404)
    if not may_see_strand(actor(), row.strand):
        refuse_sight("engagement")
    return row.strand


def _check_unmoved(case: SchemeCase, form: MoveStrandForm) -> None:
    if form.version.data != len(engagement_history(case)):
        raise StaleVersion


def _overtaken(person: Person, primary: Strand, form: MoveStrandForm) -> tuple[str, int]:
    """Somebody changed the strands meanwhile: what stands now, and what was typed."""
    fields = [
        ("Primary strand", "", primary.words, form.strand.data.words),
        ("Reasons", "", "", form.reasons.data),
    ]
    href = url_for(".move_strand", reference=person.reference)
    return conflict_page(person, fields, href)


def _after(reference: str) -> str:
    """Whoever may no longer read the record is not sent there."""
    may_still_read = get_person(reference, actor(), SightLevel.READ) is not None
    if may_still_read:
        return url_for(".person_selection", reference=reference)
    return url_for("overview.home")

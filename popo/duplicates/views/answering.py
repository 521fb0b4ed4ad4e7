"""The two records beside each other, and what is answered of them."""

from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.duplicates.forms import ReplyForm, ShowDuplicateForm
from popo.duplicates.kinds import Answer as Said
from popo.duplicates.pairing import compare
from popo.duplicates.queries.comparing import held_of, readable_by
from popo.duplicates.queries.pairs import Seen, answers_of, get_asked, get_opened
from popo.duplicates.services.answering import answer_pair, undo_answer
from popo.duplicates.services.asking import reply_to_request
from popo.duplicates.views.blueprint import Answer, blueprint
from popo.duplicates.views.sides import sides_of
from popo.duplicates.wording import in_full
from popo.errors import RuleBroken, StaleVersion
from popo.people.services import looked_at
from popo.people.wording import ADDRESS_WORDS, IDENTIFIER_WORDS, NAME_WORDS, SEX_WORDS
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, inform, warn

_LEAVE = "leave"


@blueprint.route("/duplicates/<uuid:pair_id>", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def show_duplicate(pair_id: UUID) -> Answer:
    """For whoever reads both; for the holder who was asked, their own and what was asked."""
    seen = get_opened(pair_id, actor()) or get_asked(pair_id, actor())
    if seen is None:
        refuse_sight("duplicate")
    form = _form(seen)
    if _may_answer() and form.validate_on_submit():
        if request.form.get("answer") == _LEAVE:
            inform("Left as it was: the pair stays in the queue.")
            return redirect(url_for("duplicates.list_duplicates"))
        try:
            said = _answer(seen, form)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(seen, form)
        else:
            return _answered(seen, said)
    page = _page(seen, form)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/duplicates/<uuid:pair_id>/undo")
@requires(Permission.PERSON_EDIT)
def undo_duplicate(pair_id: UUID) -> Answer:
    seen = get_opened(pair_id, actor())
    if seen is None:
        refuse_sight("duplicate")
    try:
        undo_answer(actor(), seen.pair, request.values.get("version", 0, type=int))
    except RuleBroken as broken:
        warn(broken.message)
    except StaleVersion:
        warn("Somebody changed this pair meanwhile: look at it as it is now.")
    else:
        done("The answer was taken back. The pair is in the queue again, and no link is left.")
    return redirect(url_for("duplicates.show_duplicate", pair_id=pair_id))


def _may_answer() -> bool:
    return actor().can(Permission.PERSON_EDIT)


def _form(seen: Seen) -> ShowDuplicateForm | ReplyForm:
    kind = ShowDuplicateForm if seen.is_open else ReplyForm
    return kind(data={"version": seen.pair.version})


def _answer(seen: Seen, form: ShowDuplicateForm | ReplyForm) -> Said:
    chosen = request.form.get("answer", "")
    if chosen not in set(Said):
        raise RuleBroken("Press one of the buttons.")
    said = Said(chosen)
    change = answer_pair if seen.is_open else reply_to_request
    change(actor(), seen, said, form.words.data or "", form.version.data or 0)
    return said


def _answered(seen: Seen, said: Said) -> Answer:
    if not seen.is_open:
        done(f"Answered: {said.words}. Whoever asked is told that, and no more.")
        return redirect(url_for("duplicates.list_duplicates"))
    first, second = (person.reference for person in seen.people)
    undo = url_for("duplicates.undo_duplicate", pair_id=seen.pair.id, version=seen.pair.version)
    verb = "are linked as" if said is Said.SAME else "are remembered as"
    done(f"{first} and {second} {verb} {said.words}. Both stay as they are.", undo_href=undo)
    return redirect(url_for("duplicates.list_duplicates"))


def _page(seen: Seen, form: ShowDuplicateForm | ReplyForm) -> str:
    people = [person.id for person in seen.people]
    for person in seen.people:
        looked_at(actor(), person, "possible duplicate")
    answers = answers_of(seen.pair, people, actor())
    asked_by = [seen.request.asked_by_id] if seen.request else []
    return render_template(
        "duplicates/show_duplicate.html",
        seen=seen,
        pair=seen.pair,
        form=form,
        sides=sides_of(seen, actor()),
        reasons=_reasons(seen),
        answers=answers,
        may_answer=_may_answer(),
        users=users_by_id([*(row.answered_by_id for row in answers), *asked_by]),
        agencies={agency.id: agency.name for agency in list_agencies()},
        words={
            "name": NAME_WORDS,
            "number": IDENTIFIER_WORDS,
            "address": ADDRESS_WORDS,
            "sex": SEX_WORDS,
        },
    )


def _reasons(seen: Seen) -> list[str]:
    """From what this actor may read, and nothing else."""
    if not seen.is_open:
        return []
    held = held_of([person.id for person in seen.people], readable_by(actor()))
    first, second = (held[person.id] for person in seen.people)
    return in_full(compare(first, second).found)


def _overtaken(seen: Seen, form: ShowDuplicateForm | ReplyForm) -> tuple[str, int]:
    for person in seen.people:
        looked_at(actor(), person, "possible duplicate")
    state = seen.pair.state.words
    href = url_for("duplicates.show_duplicate", pair_id=seen.pair.id)
    return conflict_page(form, _again(seen), href, [("This pair", "", state, state)])


def _again(seen: Seen) -> ShowDuplicateForm | ReplyForm:
    kind = ShowDuplicateForm if seen.is_open else ReplyForm
    return kind(None, data={"version": seen.pair.version})

"""What confirming a decision will change, in words, as the record stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.accounts.models import Agency, User
from popo.action_group.deciding import DecisionKind
from popo.action_group.queries.decisions import Taken
from popo.action_group.queries.standings import Standing
from popo.action_group.services.terms import (
    ColourTerms,
    LeaveTerms,
    MoveTerms,
    NominationTerms,
    SharingTerms,
)
from popo.selection.models import PartyView
from popo.selection.services import PartyAnswer
from popo.selection.services.nominations import kept_until
from popo.strands.wording import day_of


@dataclass(frozen=True)
class Directory:
    """Everybody and every agency that the decisions of a page name, read once."""

    users: Mapping[UUID, User]
    agencies: Mapping[UUID, Agency]

    def agency(self, key: UUID | None) -> str:
        agency = self.agencies.get(key) if key else None
        return agency.short_name if agency else ""


def changes_of(taken: Taken, standing: Standing | None, named: Directory) -> list[str]:
    """One sentence for each thing; of a confirmed decision what was decided."""
    kind = taken.row.decision_kind
    if kind.is_noted_only:
        return [shared_or_withheld(taken), "Recorded only: nothing in the record changes."]
    if standing is None:
        return ["What this would change is no longer there."]
    if kind.of_nomination:
        return _nomination(taken, standing, named)
    if kind is DecisionKind.CHANGE_COLOUR:
        return _colour(taken, standing)
    return (
        _moved(taken, standing, named)
        if kind is DecisionKind.MOVE_STRAND
        else _leaves(taken, standing, named)
    )


def _day(day: date) -> str:
    return day_of(day, clock.today())


def _colour(taken: Taken, standing: Standing) -> list[str]:
    terms, light = ColourTerms.of(taken.row.terms), standing.light
    now = f"{light.colour.value} since {_day(light.starts_on)}" if light else "none"
    return [f"Colour: {now} → {terms.colour.value}; review by {_day(terms.review_on)}."]


def _moved(taken: Taken, standing: Standing, named: Directory) -> list[str]:
    terms, primary = MoveTerms.of(taken.row.terms, named.users), standing.primary
    if primary is None:
        return ["What this would change is no longer there."]
    goes = "goes on beside it" if terms.keep_former else "ends today"
    lead = named.agency(terms.lead_agency_id)
    return [
        f"Primary strand: {primary.strand.words} → {terms.strand.words}, from today.",
        f"{primary.strand.words} {goes}.",
        *([f"{lead} leads, where the strand does not run yet."] if lead else []),
        *_said(terms.parties),
    ]


def _nomination(taken: Taken, standing: Standing, named: Directory) -> list[str]:
    terms = NominationTerms.of(taken.row.terms, named.users)
    told = f"The nominator is told: {terms.outcome_words}"
    kind, nominated = taken.row.decision_kind, standing.nominated
    if nominated is None:
        return ["What this would change is no longer there."]
    now = nominated.nomination.status.value.replace("_", " ")
    if kind is DecisionKind.DEFER:
        what = [f"Nomination: {now} → deferred; it stays open."]
    elif kind is DecisionKind.DECLINE:
        until = kept_until(taken.at.meeting.day)
        what = [
            f"Nomination: {now} → declined.",
            f"A record that nothing else keeps is destroyed from {_day(until)}.",
        ]
    else:
        what = _selected(terms, nominated.nomination.strand.words, now, named)
    return [*what, told, *_said(terms.parties)]


def _selected(terms: NominationTerms, strand: str, now: str, named: Directory) -> list[str]:
    steps = terms.first_steps
    review = f" First review {_day(steps.review_on)}." if steps.review_on else ""
    workers = [f"{role.words}: {user.name}." for user, role in steps.workers]
    over = ["This goes over the agreed number."] if terms.over_number else []
    return [
        f"Nomination: {now} → selected.",
        f"A case opens today under {strand}, led by {named.agency(terms.lead_agency_id)}.{review}",
        *workers,
        *over,
        "Each agency that works with the person is asked to set its marker.",
        "Telling the person waits to be done.",
    ]


def _leaves(taken: Taken, standing: Standing, named: Directory) -> list[str]:
    terms = LeaveTerms.of(taken.row.terms)
    if standing.waiting is None or standing.case is None:
        return ["What this would change is no longer there."]
    reason = standing.waiting.decision.end_reason
    why = f": {reason.words.lower()}" if reason else ""
    owner = named.users.get(terms.owner_id)
    return [
        f"The case closes today{why}, with its strands, colour and assignments.",
        f"Exit plan until {_day(terms.ends_on)}, owned by {owner.name if owner else 'nobody'}.",
        f"Until then: {terms.words}",
        "Every engaged agency is to be told, and asked to remove its marker.",
    ]


def shared_or_withheld(taken: Taken) -> str:
    """With whom, or from whom, and what."""
    terms = SharingTerms.of(taken.row.terms)
    does = "Shared" if taken.row.decision_kind is DecisionKind.SHARE else "Withheld"
    joins = "with" if taken.row.decision_kind is DecisionKind.SHARE else "from"
    return f"{does} {joins} {terms.with_whom}: {terms.what}"


def _said(parties: tuple[PartyAnswer, ...]) -> list[str]:
    """Who agreed, and who did not and why."""
    agree = [p.user.agency.short_name for p in parties if p.view is PartyView.AGREES]
    against = [
        f"{p.user.agency.short_name} dissents: {p.words}"
        for p in parties
        if p.view is PartyView.DISSENTS
    ]
    return [f"Agreed by {', '.join(agree)}.", *against]

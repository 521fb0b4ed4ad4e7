"""What a decision says is to become of the record, as it is kept and as services take it.

Kept as plain values: days in ISO form, keys as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from popo.accounts.models import User
from popo.cases.models import AssignmentRole, Colour, Strand
from popo.errors import RuleBroken
from popo.selection.models import PartyView
from popo.selection.services import FirstSteps, PartyAnswer

Kept = dict[str, Any]
Users = Mapping[UUID, User]


@dataclass(frozen=True)
class ColourTerms:
    colour: Colour
    review_on: date

    def keep(self) -> Kept:
        return {"colour": self.colour.value, "review_on": self.review_on.isoformat()}

    @classmethod
    def of(cls, kept: Kept) -> "ColourTerms":
        return cls(Colour(kept["colour"]), date.fromisoformat(kept["review_on"]))


@dataclass(frozen=True)
class MoveTerms:
    strand: Strand
    parties: tuple[PartyAnswer, ...]
    lead_agency_id: UUID | None = None
    keep_former: bool = True

    def keep(self) -> Kept:
        return {
            "strand": self.strand.value,
            "lead": _text(self.lead_agency_id),
            "keep_former": self.keep_former,
            "parties": _keep_parties(self.parties),
        }

    @classmethod
    def of(cls, kept: Kept, users: Users) -> "MoveTerms":
        return cls(
            Strand(kept["strand"]),
            _parties(kept["parties"], users),
            _key(kept["lead"]),
            kept["keep_former"],
        )


@dataclass(frozen=True)
class NominationTerms:
    """Beside the words to the nominator only a selection has more."""

    outcome_words: str
    parties: tuple[PartyAnswer, ...]
    lead_agency_id: UUID | None = None
    tier: str | None = None
    over_number: bool = False
    first_steps: FirstSteps = field(default_factory=FirstSteps)

    def keep(self) -> Kept:
        steps = self.first_steps
        return {
            "outcome_words": self.outcome_words,
            "parties": _keep_parties(self.parties),
            "lead": _text(self.lead_agency_id),
            "tier": self.tier,
            "over_number": self.over_number,
            "review_on": steps.review_on.isoformat() if steps.review_on else None,
            "workers": [[str(user.id), role.value] for user, role in steps.workers],
        }

    @classmethod
    def of(cls, kept: Kept, users: Users) -> "NominationTerms":
        workers = tuple((_user(users, key), AssignmentRole(role)) for key, role in kept["workers"])
        review_on = date.fromisoformat(kept["review_on"]) if kept["review_on"] else None
        return cls(
            kept["outcome_words"],
            _parties(kept["parties"], users),
            _key(kept["lead"]),
            kept["tier"],
            kept["over_number"],
            FirstSteps(review_on, workers),
        )


@dataclass(frozen=True)
class LeaveTerms:
    owner_id: UUID
    ends_on: date
    words: str

    def keep(self) -> Kept:
        return {
            "owner": str(self.owner_id),
            "ends_on": self.ends_on.isoformat(),
            "words": self.words,
        }

    @classmethod
    def of(cls, kept: Kept) -> "LeaveTerms":
        return cls(UUID(kept["owner"]), date.fromisoformat(kept["ends_on"]), kept["words"])


@dataclass(frozen=True)
class SharingTerms:
    with_whom: str
    what: str

    def keep(self) -> Kept:
        return {"with_whom": self.with_whom, "what": self.what}

    @classmethod
    def of(cls, kept: Kept) -> "SharingTerms":
        return cls(kept["with_whom"], kept["what"])


Terms = ColourTerms | MoveTerms | NominationTerms | LeaveTerms | SharingTerms


def _keep_parties(parties: tuple[PartyAnswer, ...]) -> list[list[str]]:
    return [[str(party.user.id), party.view.value, party.words] for party in parties]


def _parties(kept: list[list[str]], users: Users) -> tuple[PartyAnswer, ...]:
    return tuple(
        PartyAnswer(_user(users, key), PartyView(view), words) for key, view, words in kept
    )


def users_in(kept: Kept) -> set[UUID]:
    """Everybody it names, to be read together with those of others."""
    named = [key for key, *_ in (*kept.get("parties", ()), *kept.get("workers", ()))]
    named += [kept["owner"]] if "owner" in kept else []
    return {UUID(key) for key in named}


def _user(users: Users, key: str) -> User:
    found = users.get(UUID(key))
    if found is None:
        raise RuleBroken("Somebody named in it has no account any more.")
    return found


def _text(key: UUID | None) -> str | None:
    return str(key) if key else None


def _key(kept: str | None) -> UUID | None:
    return UUID(kept) if kept else None

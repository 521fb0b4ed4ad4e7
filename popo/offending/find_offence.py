"""Finding an offence by typed words or by its code, in the lists that ship with the product."""

from dataclasses import dataclass
from functools import cache

from popo.reference.offences import (
    cjs_offence,
    cjs_offences,
    home_office_offence,
    home_office_offences,
    tidy_ho_code,
)

MOST_FOUND = 25


@dataclass(frozen=True)
class Offence:
    """One way an offence is called; several titles may share a Home Office code."""

    ho_code: str
    title: str


def find_offences(typed: str, limit: int = MOST_FOUND) -> list[Offence]:
    """Offences whose title holds every word typed, the shortest first; or those with that code."""
    by_code = _with_code(typed)
    if by_code:
        return by_code
    words = typed.casefold().split()
    if not words:
        return []
    hits = (entry for entry in _titles() if all(word in entry.folded for word in words))
    best = sorted(hits, key=lambda entry: (len(entry.offence.title), entry.offence.ho_code))
    return _without_repeats([entry.offence for entry in best], limit)


def title_of(ho_code: str) -> str:
    """What the Home Office calls it; empty where the code is not known."""
    found = home_office_offence(ho_code)
    return found.description if found else ""


def _with_code(typed: str) -> list[Offence]:
    cjs = cjs_offence(typed)
    if cjs is not None and home_office_offence(cjs.ho_code):
        return [Offence(cjs.ho_code, cjs.title)]
    found = home_office_offence(tidy_ho_code(typed))
    return [Offence(found.code, found.description)] if found else []


@dataclass(frozen=True)
class _Entry:
    folded: str
    offence: Offence


@cache
def _titles() -> tuple[_Entry, ...]:
    known = [Offence(one.code, one.description) for one in home_office_offences()]
    named = [
        Offence(one.ho_code, one.title)
        for one in cjs_offences()
        if home_office_offence(one.ho_code)
    ]
    return tuple(_Entry(one.title.casefold(), one) for one in [*named, *known])


def _without_repeats(offences: list[Offence], limit: int) -> list[Offence]:
    kept: dict[tuple[str, str], Offence] = {}
    for one in offences:
        kept.setdefault((one.ho_code, one.title.casefold()), one)
    return list(kept.values())[:limit]

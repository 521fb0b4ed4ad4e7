"""What is worrying in how somebody stands: housing, work and treatment. Pure.

Each answers in words, empty where there is nothing to say. The days are this scheme's own defaults.
"""

from datetime import date

from popo.resettlement.kinds import STATES, Area
from popo.strands.facts import RELEASE_DAYS, CaseFacts, Stand
from popo.strands.wording import counted, day_of

WAITING_DAYS = 21
"""Longer than this nobody should wait for treatment to start."""
_UNSETTLED = frozenset({"none", "sofa"})
_WITHOUT_WORK = frozenset({"looking", "not_looking"})
_CUSTODY = "custody"


def unsettled(facts: CaseFacts, today: date) -> str:
    """Nowhere to live, or nowhere to go back to; inside it matters once release is near.

    A release without any address is a worry of its own, and says this already.
    """
    housing = facts.housing
    if housing is None or housing.state not in _UNSETTLED:
        return ""
    near = facts.release_on is not None and (facts.release_on - today).days <= RELEASE_DAYS
    said = near and not facts.has_address
    return "" if said or (facts.in_custody and not near) else _since(Area.HOUSING, housing, today)


def housing_outdated(facts: CaseFacts, today: date) -> str:
    """Nobody has said where somebody lives since they came out."""
    housing = facts.housing
    if housing is None or housing.state != _CUSTODY or facts.in_custody or not facts.place_known:
        return ""
    return f"Out of custody, housing not said since {day_of(housing.since, today)}"


def treatment_left(facts: CaseFacts, today: date) -> str:
    treatment = facts.treatment
    if treatment is None or treatment.state != "left":
        return ""
    return f"Left treatment early {day_of(treatment.since, today)}"


def treatment_waiting(facts: CaseFacts, today: date) -> str:
    treatment = facts.treatment
    if treatment is None or treatment.state != "waiting":
        return ""
    days = (today - treatment.since).days
    if days <= WAITING_DAYS:
        return ""
    return f"Waiting for treatment for {counted(days, 'day')} (standard {WAITING_DAYS})"


def without_work(facts: CaseFacts, today: date) -> str:
    work = facts.work
    if work is None or work.state not in _WITHOUT_WORK or facts.in_custody:
        return ""
    return f"Work: {STATES[Area.WORK][work.state].lower()} since {day_of(work.since, today)}"


def not_said(facts: CaseFacts, _today: date) -> str:
    """Inside, nothing is asked. Treatment is left out: many need none, and few are told of it."""
    if facts.in_custody:
        return ""
    asked = {"Housing": facts.housing, "Work": facts.work}
    missing = [words for words, stand in asked.items() if stand is None]
    return f"{' and '.join(missing).capitalize()} not said yet" if missing else ""


def _since(area: Area, stand: Stand, today: date) -> str:
    return f"{STATES[area][stand.state]} since {day_of(stand.since, today)}"

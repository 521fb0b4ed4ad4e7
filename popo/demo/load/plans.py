"""Needs, plans, local services and support: of everybody worked with, at several stages."""

from datetime import date, timedelta
from functools import partial

from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.plans.models import (
    Intervention,
    LocalService,
    NeedLevel,
    Pathway,
    PersonView,
    SupportResult,
    SupportStatus,
)
from popo.plans.services.directory import ServiceDetails, add_service
from popo.plans.services.needs import NeedDetails, add_need
from popo.plans.services.objectives import ObjectiveDetails, add_objective
from popo.plans.services.plans import Agreement, PlanDetails, agree_plan, write_plan
from popo.plans.services.support import Progress, Referral, note_support, refer

_OPENED = at(LAST_DAY - timedelta(days=400), 10)
_SERVICES = (
    (Pathway.ACCOMMODATION, "Keyworth House", "The hostel trust", "Ring the duty desk"),
    (Pathway.ACCOMMODATION, "Deposit scheme", "Housing office", "Form at the housing office"),
    (Pathway.EDUCATION_TRAINING_AND_EMPLOYMENT, "Back to work", "The college", "By letter"),
    (Pathway.EDUCATION_TRAINING_AND_EMPLOYMENT, "Forklift course", "The college", "By telephone"),
    (Pathway.DRUGS_AND_ALCOHOL, "The morning clinic", "The drug service", "Any morning, in person"),
    (Pathway.FINANCE_BENEFIT_AND_DEBT, "Money advice", "The advice centre", "Thursdays, in person"),
    (Pathway.FINANCE_BENEFIT_AND_DEBT, "Benefit claims desk", "The advice centre", "By telephone"),
    (Pathway.CHILDREN_AND_FAMILIES, "Family meetings", "The family centre", "By telephone"),
    (Pathway.ATTITUDES_THINKING_AND_BEHAVIOUR, "Thinking group", "Probation", "At supervision"),
    (Pathway.ATTITUDES_THINKING_AND_BEHAVIOUR, "Mentors", "The mentoring project", "By form"),
    (Pathway.HEALTH, "Walk-in surgery", "The health centre", "Any day before noon"),
    (Pathway.HEALTH, "Dentist for all", "The health centre", "By telephone"),
)
_AIMS = (
    (
        Pathway.ACCOMMODATION,
        "A place of my own where nobody knows me",
        "A tenancy through the deposit scheme",
        "He holds the keys and has paid the first month",
        "Sleeps at three addresses in turn",
    ),
    (
        Pathway.EDUCATION_TRAINING_AND_EMPLOYMENT,
        "Work with my hands",
        "The forklift licence, and three applications",
        "The licence is in his hand",
        "Out of work for two years; left school at fifteen",
    ),
    (
        Pathway.FINANCE_BENEFIT_AND_DEBT,
        "Nobody at the door for money",
        "A claim in payment, and a plan for the fines",
        "Two payments have come in",
        "Three letters from the court unopened",
    ),
)
_REVIEW_DAYS = 84
_LATE_EVERY = 6
"""Of every so many plans one is past its review."""
_STAGES = 6
_STEPS = (
    (SupportStatus.STARTED, 3),
    (SupportStatus.SUSTAINED, 14),
    (SupportStatus.ENDED, 20),
)
"""What support goes through, and how many days after it was asked for."""


class Plans:
    """Plans what is written of everybody, from one directory of local services."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._services: dict[Pathway, LocalService] = {}
        world.timeline.at(_OPENED, self._open_directory)

    def plan(self, journey: Journey) -> None:
        if not journey.is_current or journey.is_young:
            return
        number = journey.somebody.number
        began = journey.returned_on or journey.decided_on or LAST_DAY
        late = number % _LATE_EVERY == 0
        day = LAST_DAY - timedelta(days=_REVIEW_DAYS + 9 if late else 30)
        if day <= began:
            return
        timeline, support = self._world.timeline, _Support(self._world, number, self._services)
        timeline.at(at(day, 11), partial(self._agree, number, day))
        if number % _STAGES:
            timeline.at(at(day, 12), partial(support.refer, day))
        for step, (status, after) in enumerate(_STEPS, start=3):
            if number % _STAGES >= step:
                on = day + timedelta(days=after)
                timeline.at(at(on, 12), partial(support.note, status, on))

    def _open_directory(self) -> None:
        lead = self._world.office.named("lead-probation")
        for place, (pathway, name, run_by, route) in enumerate(_SERVICES):
            contact = f"01632 9609{place:02}"
            row = add_service(lead, ServiceDetails(pathway, name, run_by, contact, route))
            self._services.setdefault(pathway, row)

    def _agree(self, number: int, day: date) -> None:
        office = self._world.office
        actor, owner = office.actor("probation", number), office.user("probation", number)
        person, case = self._world.people[number], self._world.cases[number]
        goals = PlanDetails("Stay out, and be left alone.", day + timedelta(days=_REVIEW_DAYS))
        plan = write_plan(actor, case, goals, None)
        db.session.flush()  # its version is set when it is written
        for step in range(1 + number % len(_AIMS)):
            pathway, own, words, measure, evidence = _AIMS[(number + step) % len(_AIMS)]
            level = NeedLevel.SOME if step else NeedLevel.SIGNIFICANT
            need = NeedDetails(level, evidence, "Supervision", day)
            add_need(actor, person, pathway, need, health=False)
            aim = ObjectiveDetails(own, words, measure, day + timedelta(days=120), owner)
            add_objective(actor, person, plan, pathway, aim, health=False)
        db.session.flush()
        shown = Agreement(day, PersonView.SIGNED, "")
        agree_plan(actor, case, person, plan, shown, plan.version)


class _Support:
    """One referral from the asking to its end; for some nothing is to be had."""

    def __init__(self, world: World, number: int, services: dict[Pathway, LocalService]) -> None:
        self._actor = world.office.actor("probation", number)
        self._world, self._number, self._services = world, number, services
        self._made: list[Intervention] = []

    def refer(self, day: date) -> None:
        pathway = _AIMS[self._number % len(_AIMS)][0]
        available = self._number % _STAGES > 1
        service = self._services[pathway] if available else None
        sent = Referral(pathway, service, "", day, "As the plan says.", available)
        person = self._world.people[self._number]
        self._made.append(refer(self._actor, person, sent, health=False))

    def note(self, status: SupportStatus, on: date) -> None:
        (row,) = self._made
        ended = status is SupportStatus.ENDED
        result = SupportResult.COMPLETED if ended else None
        progress = Progress(status, on, result, "Went to the end." if ended else "")
        note_support(self._actor, row, progress, row.version)

"""A group with its keeper, an owner and meetings of the groups above; the papers they write."""

from datetime import date, timedelta

from popo import clock
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.checklist.models import GroupPlan, GroupTarget, ResourceRequest, Steer
from popo.checklist.queries.plan import targets_of
from popo.checklist.services.plan import NewTarget, add_target, agree_plan, draft_plan
from popo.checklist.services.requests import Asked, ask_resources
from popo.checklist.services.steers import Steered, record_steer
from popo.db import db
from popo.meetings.models import Meeting, MeetingBody
from popo.meetings.services import add_meeting
from tests import make

TODAY = date(2024, 4, 30)
SOON = TODAY + timedelta(days=20)


class Group:
    def __init__(self) -> None:
        make.partnership()
        self.keeper: User = make.user(Role.COORDINATOR, "scheme")
        self.owner: User = make.user()
        self.by, self.owns = actor_for(self.keeper), actor_for(self.owner)
        self.tasking = self.meeting(MeetingBody.TASKING_GROUP)
        self.own_meeting = self.meeting(MeetingBody.ACTION_GROUP)

    def meeting(self, body: MeetingBody, day: date = TODAY) -> Meeting:
        made = add_meeting(self.by, body, clock.at(day, 9, 30))
        db.session.flush()
        return made

    def steer(self, words: str = "Look at Saturday nights", due_on: date = SOON) -> Steer:
        made = record_steer(self.by, Steered(self.tasking, words, self.owner, due_on))
        db.session.flush()
        return made

    def asked(self, words: str = "A desk in the station") -> ResourceRequest:
        made = ask_resources(self.by, Asked(words, "Nobody sits together", "One desk", SOON))
        db.session.flush()
        return made

    def new_target(self, words: str = "Settled housing", due_on: date = SOON) -> NewTarget:
        return NewTarget(words, self.owner, due_on, "Share settled", "62%", "80%")

    def draft(self) -> GroupPlan:
        plan = draft_plan(self.by)
        db.session.flush()
        return plan

    def target(self, plan: GroupPlan, details: NewTarget | None = None) -> GroupTarget:
        made = add_target(self.by, plan, details or self.new_target(), plan.version)
        db.session.flush()
        return made

    def agreed(self) -> tuple[GroupPlan, GroupTarget]:
        plan = self.draft()
        if not targets_of(plan):
            self.target(plan)
        self.agree(plan)
        return plan, targets_of(plan)[0]

    def agree(self, plan: GroupPlan) -> None:
        agree_plan(self.by, plan, self.own_meeting, plan.version)
        db.session.flush()

"""A sample drawn by chance, gone through case by case, and closed."""

from datetime import date

import pytest

from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.draw import draw
from popo.oversight.kinds import QUESTIONS, Answer
from popo.oversight.models import DipSample
from popo.oversight.queries.samples import get_sample, lines_of, pool_of, tally
from popo.oversight.services.samples import Found, answer_line, close_sample, draw_sample
from tests import make
from tests.cases.make import case
from tests.pages import Browser

STRAND = Strand.CATCH_AND_CONVICT
TODAY = date(2024, 4, 30)
WELL = {question: Found(Answer.YES) for question in QUESTIONS}


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, STRAND)
    browser.sign_in(made)
    return made


@pytest.fixture
def by(lead: User) -> Actor:
    return actor_for(lead)


def _drawn(by: Actor, cases: int = 4, count: int = 2) -> DipSample:
    for _ in range(cases):
        case(by)
    db.session.flush()
    sample = draw_sample(by, STRAND, count)
    db.session.flush()  # its lines are read back
    return sample


def test_what_was_drawn_can_be_drawn_again(by: Actor) -> None:
    sample = _drawn(by)
    lines = lines_of(sample, by)
    again = draw([case_id for case_id, _ in pool_of(by, STRAND)], 2, sample.seed)
    assert [one.line.case_id for one in lines] == again
    assert sample.pool == 4


def test_who_draws_and_from_what(by: Actor) -> None:
    with pytest.raises(RuleBroken, match="no open case"):
        draw_sample(by, STRAND, 3)
    for actor in (make.actor(), make.actor(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)):
        with pytest.raises(RuleBroken, match="leads this strand"):
            draw_sample(actor, STRAND, 3)
    with pytest.raises(RuleBroken, match="from 1 to"):
        draw_sample(by, STRAND, 31)


def test_every_question_has_an_answer_and_a_fault_its_finding(by: Actor) -> None:
    sample = _drawn(by)
    first, second = lines_of(sample, by)
    with pytest.raises(RuleBroken, match="Answer every question"):
        answer_line(by, sample, first, {"contact": Found(Answer.YES)}, first.line.version)
    with pytest.raises(RuleBroken, match="what you found"):
        answer_line(by, sample, first, WELL | {"plan": Found(Answer.NO)}, first.line.version)
    with pytest.raises(StaleVersion):
        answer_line(by, sample, first, WELL, first.line.version + 1)
    poor = WELL | {"plan": Found(Answer.PARTLY, "Not looked at since June")}
    answer_line(by, sample, first, poor, first.line.version)
    db.session.flush()
    with pytest.raises(RuleBroken, match="1 are left"):
        close_sample(by, sample)
    answer_line(by, sample, second, WELL, second.line.version)
    db.session.flush()
    found = tally(lines_of(sample, by))
    assert found["plan"] == {Answer.PARTLY: 1, Answer.YES: 1}
    assert [row.finding for row in lines_of(sample, by)[0].findings] == ["Not looked at since June"]
    close_sample(by, sample)
    (one, _) = lines_of(sample, by)
    with pytest.raises(RuleBroken, match="is closed"):
        answer_line(by, sample, one, WELL, one.line.version)


def test_pages_and_who_finds_them(browser: Browser, by: Actor) -> None:
    for _ in range(3):
        case(by)
    db.session.flush()
    assert "Nothing was drawn yet" in browser.visit("oversight.list_samples")
    sent = {"strand": STRAND.value, "count": "2"}
    browser.send("oversight.list_samples", sent | {"count": "99"}, 422)
    browser.send("oversight.list_samples", sent)
    sample = db.session.query(DipSample).one()
    about = {"sample_id": sample.id}
    page = browser.visit("oversight.show_sample", **about)
    assert "2 of 2 are still to be gone through" in page
    browser.send("oversight.close_sample", {}, **about)
    for one in lines_of(sample, by):
        line = {"line_id": one.line.id}
        browser.visit("oversight.answer_line", **line)
        answers = dict.fromkeys(QUESTIONS, "yes") | {"version": str(one.line.version)}
        browser.send("oversight.answer_line", answers | {"plan": "no"}, 422, **line)
        said = answers | {"plan": "no", "plan_finding": "No plan at all"}
        stale = browser.send("oversight.answer_line", said | {"version": "8"}, 409, **line)
        assert "No plan at all" in stale.html
        browser.send("oversight.answer_line", said, **line)
    assert "All were gone through." in browser.visit("oversight.show_sample", **about)
    browser.send("oversight.close_sample", {}, **about)
    assert "Closed" in browser.visit("oversight.list_samples")
    other = make.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE)
    browser.sign_in(other)
    browser.visit("oversight.show_sample", 404, **about)
    assert get_sample(sample.id, actor_for(other)) is None
    council = make.user(of=make.agency(AgencyKind.COUNCIL))
    browser.sign_in(council)
    browser.visit("oversight.show_sample", 403, **about)

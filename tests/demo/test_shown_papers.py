"""What the pages of minutes issued have to show, in the town that is shipped."""

from collections.abc import Iterator

import pytest
from flask import Flask

from popo.accounts.queries import actor_for, user_named
from popo.demo.town import make_town
from popo.meetings.models import MeetingStatus
from popo.meetings.queries import list_meetings
from popo.papers.models import PaperKind
from popo.papers.queries import contents_of, copies_of, papers_due
from tests.demo.loading import Made, loaded


@pytest.fixture(scope="module", autouse=True)
def made(app: Flask) -> Iterator[Made]:
    with loaded(app, make_town()) as made:
        yield made


def test_the_last_confirmed_meeting_is_issued_and_some_copies_are_read() -> None:
    confirmed = [one for one in list_meetings() if one.status is MeetingStatus.CONFIRMED]
    copies = copies_of(confirmed[0])
    assert {one.copy.paper.paper_kind for one in copies} == {PaperKind.FULL, PaperKind.PACK}
    assert {one.times > 0 for one in copies} == {True, False}
    for one in copies:
        assert one.recipient is not None
        assert contents_of(one.copy, actor_for(one.recipient)).items


def test_no_minutes_are_late() -> None:
    coordinator = user_named("coordinator")
    assert coordinator is not None
    assert papers_due(actor_for(coordinator)) == []

"""From somebody new to a published update, with scripts and without."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest

from tests.journeys.path import Path
from tests.journeys.visitor import Reception, Town, Visitor


def _colleagues(reception: Reception, **options: Any) -> Callable[[str], Visitor]:
    """Gives whoever bears a sign-in name, signed in once."""
    return cache(lambda name: reception.let_in(**options).sign_in(name))


def _known_to_police(police: Visitor, town: Town) -> list[Mapping[str, str]]:
    """The adults among the people assigned to them, as the roster has them."""
    mine = police.page.get_by_role("table", name="The people assigned to you").inner_text()
    return [row for row in town.roster if row["reference"] in mine and row["born"] < "2000"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_new_is_selected_worked_with_and_counted(
    scripts: bool, reception: Reception, town: Town
) -> None:
    colleague = _colleagues(reception, java_script_enabled=scripts)
    somebody = _known_to_police(colleague("police"), town)[0 if scripts else 1]
    path = Path(colleague, somebody)
    path.add_person()
    path.nominate()
    path.score()
    path.put_on_agenda("22:00" if scripts else "22:30")
    path.select()
    path.set_colour()
    path.assign("Ola Invented, Probation", "Offender manager (probation)")
    path.assign("Lee Fable, Housing", "Co-worker")
    path.log_contact(by_keys=scripts)
    path.offer_action()
    path.do_action()
    path.prepare_update()
    path.publish()
    read = path.read_update()
    for words in (path.reference, somebody["given"], somebody["family"]):
        assert not re.search(rf"\b{words}\b", read)

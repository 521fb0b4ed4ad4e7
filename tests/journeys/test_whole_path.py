"""From somebody new to a published update, with scripts and without."""

import re
from collections.abc import Mapping

from tests.journeys.path import Path
from tests.journeys.steps import colleagues
from tests.journeys.visitor import Reception, Town, Visitor


def _known_to_police(police: Visitor, town: Town) -> list[Mapping[str, str]]:
    """The adults among the people assigned to them, as the roster has them."""
    mine = police.page.get_by_role("table", name="The people assigned to you").inner_text()
    return [row for row in town.roster if row["reference"] in mine and row["born"] < "2000"]


def test_somebody_new_is_selected_worked_with_and_counted(reception: Reception, town: Town) -> None:
    colleague = colleagues(reception)
    path = Path(colleague, _known_to_police(colleague("police"), town)[0], Visitor.check_both)
    _bring_onto_the_scheme(path, meeting_at="22:00")
    path.log_contact(by_keys=True)
    _act_and_report(path)


def test_the_whole_path_needs_no_scripts(reception: Reception, town: Town) -> None:
    colleague = colleagues(reception, java_script_enabled=False)
    path = Path(colleague, _known_to_police(colleague("police"), town)[1])
    _bring_onto_the_scheme(path, meeting_at="22:30")
    path.log_contact(by_keys=False)
    _act_and_report(path)


def _bring_onto_the_scheme(path: Path, *, meeting_at: str) -> None:
    path.add_person()
    path.nominate()
    path.accept()
    path.score()
    path.put_on_agenda(meeting_at)
    path.select()
    path.set_colour()
    path.assign("Ola Invented, Probation", "Offender manager (probation)")
    path.assign("Lee Fable, Housing", "Co-worker")


def _act_and_report(path: Path) -> None:
    path.offer_action()
    path.do_action()
    path.prepare_update()
    path.publish()
    read = path.read_update()
    for words in (path.reference, path.somebody["given"], path.somebody["family"]):
        assert not re.search(rf"\b{words}\b", read)

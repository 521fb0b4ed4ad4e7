from popo.people.services.age import come_of_age
from popo.people.services.barriers import (
    declare_conflict,
    end_conflict,
    lift_restriction,
    restrict_person,
)
from popo.people.services.childhood import close_childhood, open_parts
from popo.people.services.details import (
    NewAddress,
    NewIdentifier,
    NewName,
    NewPhone,
    add_address,
    add_identifier,
    add_name,
    add_phone,
    confirm_summary,
    end_detail,
    write_summary,
)
from popo.people.services.looking import looked_at, looked_at_list, looked_for
from popo.people.services.markers import NewMarker, add_marker, review_marker
from popo.people.services.person import (
    EditPerson,
    NewPerson,
    add_person,
    edit_person,
    link_people,
    note_told,
    told_of,
    unlink_people,
)
from popo.people.services.sight import end_agency_sight, end_sight, grant_sight
from popo.people.services.stops import NewStop, record_stop, undo_stop

__all__ = [
    "EditPerson",
    "NewAddress",
    "NewIdentifier",
    "NewMarker",
    "NewName",
    "NewPerson",
    "NewPhone",
    "NewStop",
    "add_address",
    "add_identifier",
    "add_marker",
    "add_name",
    "add_person",
    "add_phone",
    "close_childhood",
    "come_of_age",
    "confirm_summary",
    "declare_conflict",
    "edit_person",
    "end_agency_sight",
    "end_conflict",
    "end_detail",
    "end_sight",
    "grant_sight",
    "lift_restriction",
    "link_people",
    "looked_at",
    "looked_at_list",
    "looked_for",
    "note_told",
    "open_parts",
    "record_stop",
    "restrict_person",
    "review_marker",
    "told_of",
    "undo_stop",
    "unlink_people",
    "write_summary",
]

from popo.people.services.details import (
    add_address,
    add_identifier,
    add_marker,
    add_name,
    add_phone,
    end_detail,
    write_summary,
)
from popo.people.services.looking import looked_at, looked_at_list
from popo.people.services.person import EditPerson, NewPerson, add_person, edit_person, link_people
from popo.people.services.sight import end_sight, grant_sight

__all__ = [
    "EditPerson",
    "NewPerson",
    "add_address",
    "add_identifier",
    "add_marker",
    "add_name",
    "add_person",
    "add_phone",
    "edit_person",
    "end_detail",
    "end_sight",
    "grant_sight",
    "link_people",
    "looked_at",
    "looked_at_list",
    "write_summary",
]

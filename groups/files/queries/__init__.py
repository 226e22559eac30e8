"""What the pages of files show."""

from .bin import bin_for_list, folders_in_bin
from .lists import (
    Wanted,
    files_for_list,
    folders_found,
    latest_files,
    names_asked,
    people_of_files,
    pinned_files,
    tags_of,
    themes_of,
)
from .places import Place, ancestors_of, folders_below, height_of, place_for_page, places_to_choose
from .reading import (
    groups_concerned,
    keys_named,
    pages_of,
    people_to_tell,
    reading_of,
    versions_of,
)
from .room import Room, room_of, uploads_to_go_on_with
from .several import (
    entries_of,
    files_in_order,
    files_to_choose,
    paths_under,
)

__all__ = [
    "Place",
    "Room",
    "Wanted",
    "ancestors_of",
    "bin_for_list",
    "entries_of",
    "files_for_list",
    "files_in_order",
    "files_to_choose",
    "folders_below",
    "folders_found",
    "folders_in_bin",
    "groups_concerned",
    "height_of",
    "keys_named",
    "latest_files",
    "names_asked",
    "pages_of",
    "paths_under",
    "people_of_files",
    "people_to_tell",
    "pinned_files",
    "place_for_page",
    "places_to_choose",
    "reading_of",
    "room_of",
    "tags_of",
    "themes_of",
    "uploads_to_go_on_with",
    "versions_of",
]

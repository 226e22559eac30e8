from .calendar import (
    calendar_for_page,
    meetings_of_group,
    meetings_of_person,
    next_meeting_of,
    next_meetings_for,
)
from .content import content_of, name_of, presenter_of
from .meetings import agenda_of, meetings_for_list
from .papers import papers_held, places_of_paper
from .planning import (
    agenda_length,
    members_to_choose,
    paper_files,
    papers_of,
    planning_for_meeting,
    proposals_for,
    series_for_list,
    start_of_new,
    version_of,
)
from .polls import everybody_told, groups_read_by, members_named, open_polls_for, open_polls_of, standing_of

__all__ = [
    "agenda_length",
    "agenda_of",
    "calendar_for_page",
    "content_of",
    "everybody_told",
    "groups_read_by",
    "meetings_for_list",
    "meetings_of_group",
    "meetings_of_person",
    "members_named",
    "members_to_choose",
    "name_of",
    "next_meeting_of",
    "next_meetings_for",
    "open_polls_for",
    "open_polls_of",
    "paper_files",
    "papers_held",
    "papers_of",
    "places_of_paper",
    "planning_for_meeting",
    "presenter_of",
    "proposals_for",
    "series_for_list",
    "standing_of",
    "start_of_new",
    "version_of",
]

from .calendars import discreet_title, feed_entry, feed_version, mail_entry, meetings_for_feed
from .content import content_of, name_of, presenter_of
from .convening import (
    answers_for_page,
    called_for_page,
    convening_for_meeting,
    guests_for_minutes,
    guests_of,
    is_address_of_member,
    members_without_row,
    names_of_files,
    people_to_remind,
    people_told,
    show_answers,
    undelivered_for_page,
    was_reminded_today,
)
from .meetings import agenda_of, meetings_for_list

__all__ = [
    "agenda_of",
    "answers_for_page",
    "called_for_page",
    "content_of",
    "convening_for_meeting",
    "discreet_title",
    "feed_entry",
    "feed_version",
    "guests_for_minutes",
    "guests_of",
    "is_address_of_member",
    "mail_entry",
    "meetings_for_feed",
    "meetings_for_list",
    "members_without_row",
    "name_of",
    "names_of_files",
    "people_to_remind",
    "people_told",
    "presenter_of",
    "show_answers",
    "undelivered_for_page",
    "was_reminded_today",
]

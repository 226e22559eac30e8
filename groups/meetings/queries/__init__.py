from .attendance_sheet import sheet_name, sheet_paper
from .content import content_of, name_of, presenter_of
from .meetings import agenda_of, meetings_for_list
from .papers import (
    content_to_export,
    due_day,
    file_name,
    minutes_name,
    minutes_paper,
    print_words,
    published_words,
    text_of,
)

__all__ = [
    "agenda_of",
    "content_of",
    "content_to_export",
    "due_day",
    "file_name",
    "meetings_for_list",
    "minutes_name",
    "minutes_paper",
    "name_of",
    "presenter_of",
    "print_words",
    "published_words",
    "sheet_name",
    "sheet_paper",
    "text_of",
]

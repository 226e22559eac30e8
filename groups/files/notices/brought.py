"""What one person brought at a time, for those who watch the group. Asked again with the rights of now each time."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.files import access, actions
from groups.files.models import FileNews
from groups.spaces.notices import letter
from groups.spaces.queries import groups_read_by, watchers_of
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.typography import shorten
from network.people.models import User

NAMES_SHOWN = 10


@register
class FilesNotice(Notice):
    """What one person brought at a time, for those who watch the group: one line, whatever the number of files."""

    kind = actions.BROUGHT
    icon = "folder"

    def audience(self, event: Event) -> Iterable[User]:
        told = _told(event)
        return _people(told) if told else ()

    def allows(self, event: Event, user: User | None) -> bool:
        told = _told(event) if user is not None else []
        return bool(told) and _people(told).contains(user)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        told = access.files_told(event.pk for event in events)
        mine = groups_read_by(user, (news[0].file.group_id for news in told.values()))
        return {pk: _line(news) for pk, news in told.items() if news[0].file.group_id in mine}

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        told = _told(event)
        if not told:
            return None
        group = told[0].file.group
        subject = _discreet_words(told) if group.confidential else _words(told)
        reason = _("You receive this mail because you asked for every message of the group “%(group)s”.")
        return letter(
            group,
            subject,
            quote="" if len(told) == 1 else "\n".join(_names(told)),
            url=_url(told),
            action=ngettext("See the file", "See the files", len(told)),
            reason=reason % {"group": group.name},
            conversation=f"files:{group.pk}",
        )


def _told(event: Event) -> list[FileNews]:
    return access.files_told([event.pk]).get(event.pk, [])


def _people(told: list[FileNews]) -> QuerySet[User]:
    return watchers_of(told[0].file.group_id)


def _line(told: list[FileNews]) -> Line:
    names = shorten(", ".join(_names(told))) if len(told) > 1 else ""
    return Line(_words(told), _url(told), names, "folder", told[0].event.actor, told[0].file.group.name)


def _names(told: list[FileNews]) -> list[str]:
    return [news.file.name for news in told[:NAMES_SHOWN]]


def _words(told: list[FileNews]) -> str:
    first, number = told[0], len(told)
    about = {"name": str(first.event.actor or _("Former member")), "file": first.file.name, "n": number}
    if number == 1 and first.version > 1:
        return _("%(name)s brought a new version of “%(file)s”") % about
    if number == 1:
        return _("%(name)s brought “%(file)s”") % about
    return ngettext("%(name)s brought %(n)s file", "%(name)s brought %(n)s files", number) % about


def _discreet_words(told: list[FileNews]) -> str:
    """For the mails of a confidential group: a title at most, and not who brought it."""
    number = len(told)
    if number == 1:
        return _("File: “%(file)s”") % {"file": told[0].file.name}
    return ngettext("%(n)s file was brought", "%(n)s files were brought", number) % {"n": number}


def _url(told: list[FileNews]) -> str:
    """The file, its folder when they are all in one, or all files by date; `news` says what was seen there."""
    file, folders = told[0].file, {news.file.folder_id for news in told}
    seen = f"news={told[0].event_id}"
    if len(told) == 1:
        return f"{file.url}?{seen}"
    top = reverse("groups:file-list", args=[file.group.slug])
    if len(folders) > 1:
        return f"{top}?all=1&sort=recent&{seen}"
    if file.folder is None:
        return f"{top}?sort=recent&{seen}"
    file.folder.group = file.group
    return f"{file.folder.url}?sort=recent&{seen}"

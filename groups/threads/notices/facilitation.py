"""What is said of a reminder, of a report, and of what was decided about a message."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from groups.spaces.access import groups_facilitated_by
from groups.spaces.models import Group
from groups.spaces.notices import OneNotice
from groups.spaces.queries import facilitators_to_tell, members_to_tell
from groups.threads import access, queries
from groups.threads.enums import ReportState
from groups.threads.models import Post, Report, Thread
from network.activity.models import Event
from network.activity.notices import register
from network.activity.queries import is_latest
from network.people.models import User


class ReportedNotice(OneNotice):
    icon = "flag"
    can_stop = False

    def found(self, ids: Iterable[int]) -> dict[int, Report]:
        return access.reports_told(ids)

    def url(self, report: Report) -> str:
        return reverse("groups:report-detail", args=[report.group.slug, report.pk])


@register
class ReportNotice(ReportedNotice):
    """For those who facilitate: something waits for their decision."""

    kind = "report"

    def people(self, report: Report) -> Iterable[User]:
        return facilitators_to_tell(report.group_id)

    def groups(self, found: Iterable[Report], user: User) -> set[int]:
        return groups_facilitated_by(user)

    def words(self, report: Report) -> str:
        return _("A message of “%(title)s” was reported") % {"title": report.post.thread}

    def text(self, report: Report) -> str:
        return report.get_reason_display()


@register
class StuckNotice(ReportedNotice):
    """For administrators: a report waits, and nobody in the group may decide about it. Nothing else of it is told."""

    kind = "report-stuck"
    icon = "shield-check"

    def people(self, report: Report) -> Iterable[User]:
        return queries.administrators_told() if not queries.deciders_about(report.post) else ()

    def groups(self, found: Iterable[Report], user: User) -> set[int]:
        return {report.group_id for report in found} if user.is_network_admin else set()

    def concerns(self, report: Report, user: User) -> bool:
        return report.state == ReportState.PENDING

    def words(self, report: Report) -> str:
        return _("A report waits in “%(group)s”, and nobody there may decide") % {"group": report.group.name}

    def text(self, report: Report) -> str:
        return _(
            "Nobody else facilitates this group. Ask that somebody be named, or enter the group to read the message:"
            " the entry is noted, and shown to those who facilitate."
        )

    def url(self, report: Report) -> str:
        return reverse("groups:admin-entry", args=[report.group.slug])


class ReporterNotice(ReportedNotice):
    """For whoever reported a message and is still in the group."""

    def named(self, sentence: str, report: Report) -> str:
        """The sentence with the title of the discussion, for as long as it is there for whoever reported."""
        gone = _("a discussion that is no longer here")
        return sentence % {"title": report.post.thread if self.is_there(report) else gone}

    def is_there(self, report: Report) -> bool:
        thread = report.post.thread
        return thread.deleted_at is None and thread.group_id == report.group_id

    def people(self, report: Report) -> Iterable[User]:
        return members_to_tell(report.group_id, [report.reporter_id])

    def concerns(self, report: Report, user: User) -> bool:
        return report.reporter_id == user.pk

    def url(self, report: Report) -> str:
        if self.is_there(report):
            return report.post.thread.url
        return reverse("groups:thread-list", args=[report.group.slug])


@register
class ReceiptNotice(ReporterNotice):
    kind = "report-receipt"
    tells_actor = True

    def words(self, report: Report) -> str:
        return self.named(_("Your report about “%(title)s” was received"), report)

    def text(self, report: Report) -> str:
        return _("The people who facilitate the group will decide, and you will be told.")


@register
class StuckReceiptNotice(ReceiptNotice):
    kind = "report-receipt-stuck"

    def text(self, report: Report) -> str:
        return _(
            "Nobody in the group may decide about this message: those who run the network were told, so that somebody"
            " does. You will be told what is decided."
        )


@register
class DecidedNotice(ReporterNotice):
    kind = "report-decided"

    def words(self, report: Report) -> str:
        return self.named(_("Your report about “%(title)s” was dealt with"), report)

    def text(self, report: Report) -> str:
        if report.is_undone:
            return _("The message was hidden, and has been restored since.")
        if report.state == ReportState.HIDDEN:
            return _("The message is hidden.")
        if report.state == ReportState.PENDING:
            return _("The message had been deleted, and has come back: your report waits for a decision again.")
        if report.state == ReportState.MOOT or report.is_moot:
            return _("The message was deleted meanwhile. If it comes back, your report will wait for a decision again.")
        return _("The message stays: those who facilitate found nothing in it against the rules of the group.")


@register
class ReopenedNotice(DecidedNotice):
    """The message came back after all."""

    kind = "report-reopened"
    tells_actor = True

    def words(self, report: Report) -> str:
        return self.named(_("Your report about “%(title)s” waits for a decision again"), report)


class AuthorNotice(OneNotice):
    """For the author of a message, while they are in the group: how the last decision about it ended, once."""

    icon = "flag"
    can_stop = False

    def audience(self, event: Event) -> Iterable[User]:
        return super().audience(event) if not event.target or is_latest(event) else ()

    def found(self, ids: Iterable[int]) -> dict[int, Post]:
        return access.posts_told_with_trace(ids)

    def people(self, post: Post) -> Iterable[User]:
        return members_to_tell(post.group_id, [post.author_id])

    def concerns(self, post: Post, user: User) -> bool:
        return post.author_id == user.pk

    def group_of(self, post: Post) -> Group:
        return post.thread.group


@register
class HiddenNotice(AuthorNotice):
    """The statement of reasons."""

    kind = "post-hidden"
    icon = "eye-off"

    def words(self, post: Post) -> str:
        return _("Your message in “%(title)s” was hidden") % {"title": post.thread.title}

    def text(self, post: Post) -> str:
        answer = _("If you disagree, write to the people who facilitate the group; they can restore it.")
        return f"{post.hidden_reason}\n\n{answer}" if post.hidden_at else _("It has been restored since.")

    def discreet_text(self, post: Post) -> str:
        return _("The reason stands under your message.") if post.hidden_at else _("It has been restored since.")


@register
class RestoredNotice(AuthorNotice):
    kind = "post-restored"
    icon = "undo"

    def people(self, post: Post) -> Iterable[User]:
        return super().people(post) if post.is_shown else ()

    def concerns(self, post: Post, user: User) -> bool:
        return super().concerns(post, user) and post.is_shown

    def words(self, post: Post) -> str:
        return _("Your message in “%(title)s” was restored") % {"title": post.thread.title}

    def text(self, post: Post) -> str:
        return _("The people who facilitate the group gave it back: everybody there can read it again.")

    def discreet_text(self, post: Post) -> str:
        return self.text(post)


@register
class ReminderNotice(OneNotice):
    """For those who have not said that they read an announcement."""

    kind = "announcement-reminder"

    def found(self, ids: Iterable[int]) -> dict[int, Thread]:
        return access.threads_told(ids)

    def people(self, thread: Thread) -> Iterable[User]:
        return queries.to_remind_of(thread)

    def words(self, thread: Thread) -> str:
        return _("To read: “%(title)s”") % {"title": thread.title}

    def text(self, thread: Thread) -> str:
        return _("The people who facilitate the group ask you to read this announcement and to say so.")

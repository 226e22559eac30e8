"""What is said of a message, to whom: asked again with the rights of now each time."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groups.spaces.notices import letter
from groups.spaces.queries import groups_read_by, watchers_of
from groups.threads import access, queries
from groups.threads.models import Post
from network.activity.models import Event
from network.activity.notices import Line, Mail, Notice, Recipient, register
from network.kit.clean_html import quoted
from network.kit.mail_message import TEXT_MAX
from network.kit.typography import of
from network.people.models import User


class PostNotice(Notice):
    """About one post. The kind says who is told, and in which words."""

    icon = "messages-square"
    mail_waits = True

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        raise NotImplementedError

    def words(self, post: Post, name: str) -> str:
        raise NotImplementedError

    def discreet_words(self, post: Post) -> str:
        """For the mails of a confidential group: the title and nothing of the message, not even its author."""
        raise NotImplementedError

    def reason(self, post: Post) -> str:
        raise NotImplementedError

    def post_of(self, event: Event) -> Post | None:
        return access.posts_told([event.object_id]).get(event.object_id)

    def audience(self, event: Event) -> Iterable[User]:
        post = self.post_of(event)
        return self.people(post, event) if post else ()

    def allows(self, event: Event, user: User | None) -> bool:
        """Not to those who have read it meanwhile: a mail would tell them what they know."""
        post = self.post_of(event) if user is not None else None
        if post is None or not self.people(post, event).contains(user):
            return False
        return not queries.has_read_since(post, user, event.created_at)

    def lines(self, events: Sequence[Event], user: User) -> dict[int, Line]:
        posts = access.posts_told(event.object_id for event in events)
        mine = groups_read_by(user, (post.group_id for post in posts.values()))
        told = [(event, posts[event.object_id]) for event in events if event.object_id in posts]
        said = queries.in_short(post for _event, post in told if post.group_id in mine)
        return {event.pk: self.line(post, said[post.pk]) for event, post in told if post.pk in said}

    def line(self, post: Post, said: str) -> Line:
        words = self.words(post, _name_of(post))
        return Line(words, post.url, said, self.icon, post.author, post.thread.group.name)

    def text(self, post: Post) -> str:
        return quoted(queries.without_hidden_words({post.pk: post.body})[post.pk], TEXT_MAX)

    def mail(self, event: Event, recipient: Recipient) -> Mail | None:
        post = self.post_of(event)
        if post is None:
            return None
        group = post.thread.group
        subject = self.discreet_words(post) if group.confidential else self.words(post, _name_of(post))
        return letter(
            group,
            subject,
            quote=self.text(post),
            attached=[] if group.confidential else queries.names_told(post),
            url=post.url,
            action=_("Read the message"),
            reason=self.reason(post),
            conversation=post.thread.target,
        )


@register
class ReplyNotice(PostNotice):
    kind = "thread-reply"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        """Followers, without those whom the same message mentions: they are told of that."""
        return queries.followers_of(post, but=event.data["mentioned"])

    def words(self, post: Post, name: str) -> str:
        return _("%(name)s answered in “%(title)s”") % {"name": name, "title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return _("New message in “%(title)s”") % {"title": post.thread.title}

    def reason(self, post: Post) -> str:
        return _("You receive this mail because you follow this discussion of the group “%(group)s”.") % {
            "group": post.thread.group.name
        }


@register
class MentionNotice(PostNotice):
    kind = "thread-mention"
    icon = "at-sign"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        """Members whom the message still mentions."""
        named = [pk for pk in event.data["mentioned"] if f'data-mention="{pk}"' in post.body]
        return queries.members_among(post, named)

    def words(self, post: Post, name: str) -> str:
        return _("%(name)s mentioned you in “%(title)s”") % {"name": name, "title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return _("You are mentioned in “%(title)s”") % {"title": post.thread.title}

    def reason(self, post: Post) -> str:
        return _("You receive this mail because a message of the group “%(group)s” mentions you.") % {
            "group": post.thread.group.name
        }


@register
class CallNotice(PostNotice):
    """The whole group is named: everybody is told, but those whom the same message names."""

    kind = "thread-call"
    icon = "at-sign"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        if 'data-mention="all"' not in post.body:
            return queries.everybody_told(post).none()
        return queries.everybody_told(post, but=event.data["mentioned"])

    def words(self, post: Post, name: str) -> str:
        return _("%(name)s calls the whole group in “%(title)s”") % {"name": name, "title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return _("The whole group is called in “%(title)s”") % {"title": post.thread.title}

    def reason(self, post: Post) -> str:
        return _("You receive this mail because a message calls all members of the group “%(group)s”.") % {
            "group": post.thread.group.name
        }


@register
class NewThreadNotice(PostNotice):
    """For those who are told of every message of the group."""

    kind = "thread-new"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        return watchers_of(post.group_id, but=event.data["mentioned"])

    def words(self, post: Post, name: str) -> str:
        return _("%(name)s opened “%(title)s”") % {"name": name, "title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return _("New discussion: “%(title)s”") % {"title": post.thread.title}

    def reason(self, post: Post) -> str:
        return _("You receive this mail because you asked for every message of the group “%(group)s”.") % {
            "group": post.thread.group.name
        }


@register
class AnnouncementNotice(PostNotice):
    """For everybody who did not silence the group."""

    kind = "announcement"
    icon = "bell"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        return queries.everybody_told(post, but=event.data["mentioned"])

    def words(self, post: Post, name: str) -> str:
        return _("Announcement %(of_name)s: “%(title)s”") % {"of_name": of(name), "title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return _("Announcement: “%(title)s”") % {"title": post.thread.title}

    def reason(self, post: Post) -> str:
        return _("You receive this mail because you are a member of the group “%(group)s”.") % {
            "group": post.thread.group.name
        }


@register
class AnswerNotice(PostNotice):
    """The author learns that their message was chosen as the answer."""

    kind = "thread-answer"
    icon = "circle-check-big"

    def people(self, post: Post, event: Event) -> QuerySet[User]:
        chosen = [post.author_id] if post.thread.answer_id == post.pk and post.author_id else []
        return queries.members_among(post, chosen)

    def words(self, post: Post, name: str) -> str:
        return _("Your message was chosen as the answer to “%(title)s”") % {"title": post.thread.title}

    def discreet_words(self, post: Post) -> str:
        return self.words(post, "")

    def reason(self, post: Post) -> str:
        return _("You receive this mail because your message was chosen as the answer in the group “%(group)s”.") % {
            "group": post.thread.group.name
        }


def _name_of(post: Post) -> str:
    return str(post.author or _("Former member"))

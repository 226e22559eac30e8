"""What a page offers to its reader."""

from django.db.models import Count, Exists, OuterRef, Q

from groups.spaces.models import Membership
from groups.threads import access
from groups.threads.enums import Kind
from groups.threads.models import POSTS_A_PAGE, Acknowledgement, Post, Thread
from network.people.models import User

from .lines import PersonLine, byline, person_lines

PEOPLE_SHOWN = 8


def choices_for_post(membership: Membership | None, post: Post) -> dict[str, bool]:
    """What may be done with one message. No query."""
    thread = post.thread
    return {
        "can_reply": access.can_reply_in_thread(membership, thread) and post.is_shown,
        "can_edit": access.can_edit_post(membership, post),
        "can_delete": access.can_delete_post(membership, post),
        "can_report": access.can_report_post(membership, post),
        "can_hide": access.can_hide_post(membership, post),
        "can_restore": access.can_restore_post(membership, post),
        "can_read_history": access.can_read_history(membership, post),
        "can_mark_answer": access.can_mark_answer(membership, thread) and post.is_shown and post.number > 1,
        "can_split": access.can_facilitate_thread(membership) and post.number > 1,
        "is_answer": thread.answer_id == post.pk,
    }


def announcement_for_page(thread: Thread) -> dict[str, int]:
    """For an announcement: how many members said that they have read it, and how many there are to read it: those whom
    `members_who_acknowledged` and `members_without_acknowledgement` name. One query; none for another kind.
    """
    if thread.kind != Kind.ANNOUNCEMENT:
        return {}
    said = Exists(Acknowledgement.objects.filter(membership=OuterRef("pk"), thread=thread))
    members = Membership.objects.filter(group=thread.group_id, user__is_active=True).annotate(said=said)
    asked = Q(said=True) | ~Q(user=thread.author_id)
    return members.aggregate(read_count=Count("pk", filter=Q(said=True)), readers=Count("pk", filter=asked))


def people_of_last_page(thread: Thread) -> tuple[PersonLine, ...]:
    """Who wrote on the last page of a thread, in order of appearance, a few at most. One query."""
    first = (thread.last_page - 1) * POSTS_A_PAGE + 1
    posts = Post.objects.filter(thread=thread, number__gte=first, deleted_at=None, hidden_at=None, author__isnull=False)
    people: dict[int, User] = {}
    for post in posts.select_related("author__profile__organisation").order_by("number"):
        people.setdefault(post.author_id, post.author)
    for person in people.values():
        person.byline = byline(person.profile.function, person.profile.organisation_label)
    return person_lines(list(people.values())[:PEOPLE_SHOWN])

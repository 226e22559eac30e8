"""What the pages of discussions share: the frame of the group, the thread, and words that come back."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from groups.spaces.access import (
    Passage,
    draft_of,
    get_facilitator_or_404,
    get_membership_or_404,
    get_passage_or_404,
)
from groups.spaces.models import Membership
from groups.spaces.queries import draft_for_page
from groups.threads import access, actions, queries
from groups.threads.forms import ReplyForm
from groups.threads.models import FILES_ALONE, Post, Thread, page_of
from network.kit.clean_html import clean, to_plain
from network.kit.errors import Refused, TooOften
from network.kit.rate import limited

LINES_A_PAGE = 25


def page_context(passage: Passage, **extra) -> dict:
    """What the layout of a group needs."""
    return passage.frame("threads") | extra


def of_member(membership: Membership, **extra) -> dict:
    return page_context(Passage.of(membership), **extra)


def thread_for_member(request: HttpRequest, group_slug: str, thread_id: int) -> tuple[Membership, Thread]:
    membership = get_membership_or_404(request.user, group_slug)
    return membership, access.get_thread_or_404(Passage.of(membership), thread_id)


def thread_for_facilitator(request: HttpRequest, group_slug: str, thread_id: int) -> tuple[Membership, Thread]:
    membership = get_facilitator_or_404(request.user, group_slug)
    return membership, access.get_thread_or_404(Passage.of(membership), thread_id)


def thread_with_trace_for_facilitator(
    request: HttpRequest, group_slug: str, thread_id: int
) -> tuple[Membership, Thread]:
    membership = get_facilitator_or_404(request.user, group_slug)
    return membership, access.get_thread_with_trace_or_404(membership, thread_id)


def post_for_member(request: HttpRequest, group_slug: str, thread_id: int, post_number: int) -> tuple[Membership, Post]:
    membership, thread = thread_for_member(request, group_slug, thread_id)
    return membership, access.get_post_with_trace_or_404(thread, post_number)


def of_post(membership: Membership, post: Post, **extra) -> dict:
    """A page about one message, with its words (`body`) as this member may read them."""
    body = queries.shown_html(post.body, membership.user, membership.group)
    return of_member(membership, thread=post.thread, post=post, body=body, **extra)


class ActView(View):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the page of the form."""

    page = "groups:thread-detail"

    def get(self, request, group_slug, thread_id=None, post_number=None, **others):
        passage = get_passage_or_404(request.user, group_slug)
        if thread_id is None:
            return redirect(self.page, group_slug=passage.group.slug)
        url = reverse(self.page, kwargs={"group_slug": passage.group.slug, "thread_id": thread_id})
        return redirect(url if post_number is None else f"{url}?page={page_of(post_number)}#m{post_number}")


def page_of_list(request: HttpRequest, found: QuerySet, name: str = "page", lines: int = LINES_A_PAGE) -> Page:
    """The page of a list that the address asks for under this name; the nearest one when it makes no sense."""
    return Paginator(found, lines).get_page(request.GET.get(name))


@method_decorator(limited("posts"), name="dispatch")
class WritingView(View):
    """Nobody loses a text to a closed door: what was typed comes back, with nothing of the group around it."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST" and request.POST.get("body", "").strip():
                return give_back(request, status=404)
            raise

    def preview_of(self, form, author: Membership, before: str = "") -> str:
        """What the message will look like, when its author asks before publishing."""
        if "preview" not in self.request.POST:
            return ""
        settled = actions.settle(html=form.cleaned_data["body"], author=author, before=before)
        return queries.shown_html(settled.html or FILES_ALONE, author.user, author.group)


def give_back(request: HttpRequest, *, status: int, reason: str = "") -> HttpResponse:
    """A page with the title and the words that were sent, as text to copy. The same for every closed door."""
    body = request.POST.get("body", "")
    words = to_plain(clean(body)) if request.POST.get("body_format") == "html" else body
    context = {"title_sent": request.POST.get("title", ""), "words": words, "reason": reason}
    return render(request, "groups/threads/text_returned.html", context, status=status)


def give_back_refused(request: HttpRequest, reason: Refused) -> HttpResponse:
    """What an action refused: 429 and when to come back past a published number, else 409."""
    if not isinstance(reason, TooOften):
        return give_back(request, status=409, reason=str(reason))
    response = give_back(request, status=429, reason=str(reason))
    response["Retry-After"] = str(reason.seconds)
    return response


def thread_context(passage: Passage, page: queries.PostPage, form: ReplyForm | None = None) -> dict:
    """A page of a thread with its writing area; `form` when an answer was sent and not taken."""
    thread, membership = page.thread, passage.membership
    return page_context(
        passage,
        thread=thread,
        page=page,
        base_url=thread.url,
        form=form or ReplyForm(),
        draft=thread.draft if form is None or not form.is_bound else None,
        kept_words=queries.kept_words(thread.draft),
        visit=queries.visit_words(thread.read_at),
        **queries.announcement_for_page(thread),
        **powers(membership, thread),
    )


def gone(request: HttpRequest, group_slug: str, thread_id: int, template: str) -> HttpResponse:
    """What a member of the group is told at the address of a discussion that is not there: the same whether it was
    deleted, went to a group that is not theirs or never was; where it is now when they may go there; and the words that
    they were writing in it. Http404 for everybody else.
    """
    membership = get_membership_or_404(request.user, group_slug)
    try:
        elsewhere = access.get_thread_elsewhere_or_404(request.user, thread_id)
    except Http404:
        elsewhere = None
    draft = draft_for_page(draft_of(membership, f"thread:{thread_id}"))
    context = of_member(membership, elsewhere=elsewhere, kept_words=queries.kept_words(draft))
    return render(request, f"groups/threads/{template}", context, status=404)


def powers(membership: Membership | None, thread: Thread) -> dict:
    """What the head of a thread and its writing area offer to this reader."""
    return {
        "can_reply": access.can_reply_in_thread(membership, thread),
        "can_delete": access.can_delete_thread(membership, thread),
        "can_edit": access.can_edit_thread(membership, thread),
        "can_facilitate": access.can_facilitate_thread(membership),
        "level": thread.own_level or (membership.level if membership else ""),
    }

"""One message by itself: what may be done with it, the words it is answered with, what it said before."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View

from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from groups.threads import access, actions, queries
from groups.threads.forms import ReactionForm, SwitchForm
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited
from network.kit.views import with_query

from .base import (
    ActView,
    give_back_refused,
    gone,
    of_member,
    page_context,
    page_of_list,
    post_for_member,
    thread_for_member,
)

VERSIONS_A_PAGE = 10


class PostPageView(View):
    """A page of one message for whoever reads the group; deleted and hidden ones for those who facilitate."""

    def post_to_read(self, request, group_slug, thread_id, post_number):
        passage = get_passage_or_404(request.user, group_slug)
        thread = access.get_thread_or_404(passage, thread_id)
        post = access.get_post_with_trace_or_404(thread, post_number)
        if not (post.is_shown or access.can_read_trace(passage.membership)):
            raise Http404
        return passage, post


class PostDetailView(PostPageView):
    """The message and everything that may be done with it: without JavaScript a page, with it a menu."""

    def get(self, request, group_slug, thread_id, post_number):
        try:
            passage, post = self.post_to_read(request, group_slug, thread_id, post_number)
        except Http404:
            return self.elsewhere(group_slug, thread_id, post_number)
        context = page_context(passage, thread=post.thread, post=queries.post_for_page(post, passage))
        context |= queries.choices_for_post(passage.membership, post)
        return render(request, "groups/threads/post_detail.html", context)

    def elsewhere(self, group_slug, thread_id, post_number):
        """Where the message is now; members are told when it is no longer there, the same of any number."""
        try:
            return redirect(access.get_post_elsewhere_or_404(self.request.user, thread_id, post_number).url)
        except Http404:
            membership = get_membership_or_404(self.request.user, group_slug)
        try:
            thread = access.get_thread_or_404(Passage.of(membership), thread_id)
        except Http404:
            return gone(self.request, group_slug, thread_id, "thread_gone.html")
        return render(self.request, "groups/threads/post_gone.html", of_member(membership, thread=thread), status=404)


class PostHistoryView(PostPageView):
    """`?page=`: what the message said, the latest words first."""

    def get(self, request, group_slug, thread_id, post_number):
        passage, post = self.post_to_read(request, group_slug, thread_id, post_number)
        if not access.can_read_history(passage.membership, post):
            raise Http404
        page = page_of_list(request, queries.versions_of(post), lines=VERSIONS_A_PAGE)
        context = page_context(passage, thread=post.thread, post=post, page=page)
        return render(request, "groups/threads/post_history.html", context)


@method_decorator(limited("reactions"), name="dispatch")
class PostReactionsView(PostPageView):
    """GET: who answered with which word. POST `reaction=<word>:on` or `:off`."""

    def get(self, request, group_slug, thread_id, post_number):
        passage, post = self.post_to_read(request, group_slug, thread_id, post_number)
        context = page_context(passage, thread=post.thread, post=post, reacted=queries.people_who_reacted(post))
        return render(request, "groups/threads/post_reactions.html", context)

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = post_for_member(request, group_slug, thread_id, post_number)
        form = ReactionForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        if not access.can_react(membership, post):
            raise Http404
        try:
            actions.react(post=post, member=membership, **form.cleaned_data["reaction"])
        except Refused as reason:
            return give_back_refused(request, reason)
        return redirect(self.after(post))

    def after(self, post):
        """The page again; for a script, only what changed."""
        asked = {name: whole_number(self.request.GET.get(name, "")) for name in ("since", "changed")}
        if asked["changed"] is None:
            return post.url
        return with_query(f"{post.thread.url}nouveautes/", **{name: n for name, n in asked.items() if n is not None})


@method_decorator(limited("changes"), name="dispatch")
class ThreadAnswerView(ActView):
    """POST to `?post=<number>`: `on=1`, or `on=0` to say that it is not the answer after all."""

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_member(request, group_slug, thread_id)
        form = SwitchForm(request.POST)
        number = whole_number(request.GET.get("post", "") or request.POST.get("post", ""))
        if not form.is_valid() or number is None:
            return HttpResponse(status=400)
        if not access.can_mark_answer(membership, thread):
            raise Http404
        post = access.get_post_or_404(thread, number)
        try:
            actions.mark_answer(thread=thread, member=membership, post=post if form.cleaned_data["on"] else None)
        except Refused as reason:
            return give_back_refused(request, reason)
        return redirect(post.url)

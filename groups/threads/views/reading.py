"""Reading: a thread, what is new in it, how far one has read, and what one is told of."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import get_membership_or_404
from groups.threads import access, actions, queries
from groups.threads.forms import LevelForm, ReplyForm, SwitchForm
from groups.threads.models import page_of
from network.activity.queries import COUNTED, unread_count
from network.kit.fields import whole_number

from .base import (
    ActView,
    gone,
    of_member,
    page_context,
    post_for_member,
    powers,
    thread_context,
    thread_for_member,
)

UNREAD, PRESENT_MAX = "unread", 20


class ThreadDetailView(View):
    """`?page=<number>`; `?page=unread` leads to the first unread post, or to the end; `?quote=<number>` begins an
    answer with words of that message.
    """

    def get(self, request, group_slug, thread_id):
        try:
            passage, thread = access.get_thread_to_read_or_404(request.user, group_slug, thread_id)
        except Http404:
            return self.elsewhere(group_slug, thread_id)
        wanted = request.GET.get("page", "")
        if wanted == UNREAD:
            return redirect(self.first_unread(thread, passage.membership))
        form = self.quoting(thread)
        number = whole_number(wanted) or (thread.last_page if form else 1)
        page = queries.posts_for_page(thread, number, passage)
        context = thread_context(passage, page, form)
        if passage.membership is not None:
            context |= self.mark_read(thread, passage.membership, page.seq)
        return render(request, "groups/threads/thread_detail.html", context)

    def elsewhere(self, group_slug, thread_id):
        """Where the thread is now; those who facilitate its group are told when it was deleted."""
        try:
            return redirect(access.get_thread_elsewhere_or_404(self.request.user, thread_id).url)
        except Http404:
            membership = get_membership_or_404(self.request.user, group_slug)
        try:
            thread = access.get_deleted_thread_or_404(membership, thread_id)
        except Http404:
            return gone(self.request, group_slug, thread_id, "thread_gone.html")
        context = of_member(membership, thread=thread, can_restore=access.can_restore_thread(membership, thread))
        return render(self.request, "groups/threads/thread_deleted.html", context, status=410)

    def quoting(self, thread):
        number = whole_number(self.request.GET.get("quote", ""))
        if number is None:
            return None
        return ReplyForm.quoting(queries.quote_of(access.get_post_or_404(thread, number)))

    def mark_read(self, thread, membership, seq):
        """What is left in the bell after that, for the layout: asked once, and written only when something changes."""
        new = unread_count(self.request.user)
        left = new - actions.mark_read(thread=thread, membership=membership, seq=seq, notified=new > 0)
        return {"unread_notifications": left} if new < COUNTED else {}

    def first_unread(self, thread, membership):
        number = queries.first_unread_post(thread, membership)
        page, anchor = (page_of(number), "#nonlus") if number else (thread.last_page, "")
        return f"{thread.url}?page={page}{anchor}" if page > 1 or anchor else thread.url


class ThreadNewsView(View):
    """`?since=<seq>&changed=<change>`: posts that came or changed after these, as HTML, or 204. Saying "since" says
    that everything before was shown; a page that is not the last one says only "changed".
    """

    def get(self, request, group_slug, thread_id):
        try:
            passage, thread = access.get_thread_to_read_or_404(request.user, group_slug, thread_id)
        except Http404:
            return gone(request, group_slug, thread_id, "_gone.html")
        return self.news(passage, thread)

    def news(self, passage, thread):
        request = self.request
        since, changed = (whole_number(request.GET.get(name, "")) for name in ("since", "changed"))
        if since is None and changed is None:
            return HttpResponse(status=400)
        changed = passage.group.last_change if changed is None else changed
        if passage.membership is not None and since is not None:
            actions.mark_read(thread=thread, membership=passage.membership, seq=min(since, thread.last_seq))
        news = queries.posts_for_news(thread, thread.last_seq if since is None else since, changed, passage)
        head = thread.change > changed or bool(news.posts)
        if not (news.posts or news.changed or news.reset or head):
            return HttpResponse(status=204)
        context = page_context(passage, thread=thread, news=news, base_url=thread.url, head=head, page=None)
        context |= powers(passage.membership, thread)
        if head:
            context |= queries.announcement_for_page(thread)
        context["people"] = queries.people_of_last_page(thread) if news.posts else []
        return render(request, "groups/threads/thread_news.html", context)


class ThreadPresenceView(View):
    """`?ids=1,2`: the names of those people who are in the group and show when they are there."""

    def get(self, request, group_slug, thread_id):
        membership, _thread = thread_for_member(request, group_slug, thread_id)
        ids = [n for text in request.GET.get("ids", "").split(",") if (n := whole_number(text)) is not None]
        people = queries.members_here(membership.group, ids[:PRESENT_MAX], but=request.user)
        return JsonResponse([{"id": person.pk, "name": str(person)} for person in people], safe=False)


class ThreadFollowView(ActView):
    """POST `level`: asked twice, the same result."""

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_member(request, group_slug, thread_id)
        form = LevelForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        actions.follow_thread(thread=thread, membership=membership, level=form.cleaned_data["level"])
        messages.success(request, _("What you are told of this discussion has changed."))
        return redirect(thread.url)


class PostPlaceView(ActView):
    """POST `on=1`: read up to this message; `on=0`: to be read again from this message on. `?stay=1`: only what the
    page says of it, for a script: to open the discussion again would read it.
    """

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = post_for_member(request, group_slug, thread_id, post_number)
        form = SwitchForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        read = form.cleaned_data["on"]
        if actions.set_reading_place(post=post, membership=membership, unread=not read):
            said = _("Read up to this message.") if read else _("You will find the discussion again at this message.")
        else:
            said = _("You marked everything as read since: older messages stay so.")
        if "stay" in request.GET:
            return JsonResponse({"said": said})
        messages.success(request, said)
        return redirect("groups:thread-list", group_slug=group_slug)

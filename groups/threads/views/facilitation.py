"""What those who facilitate do with a thread."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.threads import access, actions, queries
from groups.threads.enums import Kind
from groups.threads.forms import GroupChoiceForm, SplitForm, SwitchForm, ThreadChoiceForm
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.fields import single_line, whole_number
from network.kit.rate import limited

from .base import ActView, of_member, thread_for_facilitator, thread_for_member


@method_decorator(limited("changes"), name="dispatch")
class ThreadSwitchView(ActView):
    """POST `on=1` or `on=0` for one property of a thread."""

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        form = SwitchForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        try:
            messages.success(request, self.switch(thread, membership, on=form.cleaned_data["on"]))
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect(thread.url)


class ThreadPinView(ThreadSwitchView):
    def switch(self, thread, by, *, on):
        actions.pin_thread(thread=thread, by=by, pinned=on)
        return _("The discussion is pinned on top of the list.") if on else _("The discussion is no longer pinned.")


class ThreadLockView(ThreadSwitchView):
    def switch(self, thread, by, *, on):
        actions.lock_thread(thread=thread, by=by, locked=on)
        return _("The discussion is closed to new messages.") if on else _("The discussion is open again.")


class ThreadUniqueView(ThreadSwitchView):
    """POST: the thread is not a duplicate after all."""

    def switch(self, thread, by, *, on):
        actions.mark_duplicate(thread=thread, by=by, original_id=None)
        return _("The discussion is open again, and no longer marked as already dealt with.")


@method_decorator(limited("searches", asking="q"), name="dispatch")
@method_decorator(limited("changes"), name="dispatch")
class ThreadChoiceView(View):
    """Another thread of the group is chosen in a list, by words of its title (`?q=`)."""

    def get(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        return self.page(membership, thread)

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        form = ThreadChoiceForm(request.POST, threads=self.found(membership, thread))
        if not form.is_valid():
            return self.page(membership, thread, form, status=422)
        try:
            return redirect(self.done(thread, membership, form.cleaned_data["thread"]))
        except Refused as reason:
            return self.page(membership, thread, form, status=refused(form, reason))

    def words(self):
        return single_line(self.request.GET.get("q", ""))[:100]

    def found(self, membership, thread):
        return queries.threads_to_choose(membership.group, self.words(), but=thread)

    def page(self, membership, thread, form=None, *, status=200):
        threads = self.found(membership, thread)
        form = form or ThreadChoiceForm(threads=threads)
        context = of_member(membership, thread=thread, form=form, threads=threads, words=self.words())
        return render(self.request, self.template, context, status=status)


class ThreadMergeView(ThreadChoiceView):
    template = "groups/threads/thread_merge.html"

    def done(self, thread, membership, chosen):
        target = actions.merge_thread(thread=thread, by=membership, into_id=chosen)
        messages.success(self.request, _("The two discussions are one now."))
        return target.url


class ThreadDuplicateView(ThreadChoiceView):
    template = "groups/threads/thread_duplicate.html"

    def done(self, thread, membership, chosen):
        actions.mark_duplicate(thread=thread, by=membership, original_id=chosen)
        messages.success(self.request, _("The discussion leads to the other one, and is closed to new messages."))
        return thread.url


@method_decorator(limited("changes"), name="dispatch")
class ThreadSplitView(View):
    """`?from=<number>`: the messages from there on are ticked; without it none is."""

    def get(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        posts = self.posts(thread)
        ticked = [str(post.number) for post in posts] if "from" in request.GET else []
        form = SplitForm(posts=posts, initial={"numbers": ticked})
        return self.page(membership, thread, form, posts)

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        posts = self.posts(thread)
        form = SplitForm(request.POST, posts=posts)
        if not form.is_valid():
            return self.page(membership, thread, form, posts, status=422)
        numbers = form.cleaned_data["numbers"]
        if form.cleaned_data["rest"] and posts:
            numbers = [*numbers, *queries.numbers_from(thread, posts[-1].number + 1)]
        try:
            new = actions.split_thread(thread=thread, by=membership, numbers=numbers, title=form.cleaned_data["title"])
        except Refused as reason:
            return self.page(membership, thread, form, posts, status=refused(form, reason))
        messages.success(request, _("The messages are in a discussion of their own."))
        return redirect(new.url)

    def posts(self, thread):
        return queries.posts_to_choose(thread, whole_number(self.request.GET.get("from", "")) or 2)

    def page(self, membership, thread, form, posts, *, status=200):
        more = bool(posts) and posts[-1].number < thread.post_count
        context = of_member(membership, thread=thread, form=form, posts=posts, more=more)
        return render(self.request, "groups/threads/thread_split.html", context, status=status)


@method_decorator(limited("changes"), name="dispatch")
class ThreadMoveView(View):
    def get(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        return self.page(membership, thread, GroupChoiceForm(groups=access.groups_to_move_to(membership)))

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_facilitator(request, group_slug, thread_id)
        form = GroupChoiceForm(request.POST, groups=access.groups_to_move_to(membership))
        if not form.is_valid():
            return self.page(membership, thread, form, status=422)
        try:
            moved = actions.move_thread(thread=thread, by=membership, to=form.cleaned_data["group"])
        except Refused as reason:
            return self.page(membership, thread, form, status=refused(form, reason))
        messages.success(request, _("The discussion is in this group now; the members of the other one lost it."))
        return redirect(moved.url)

    def page(self, membership, thread, form, *, status=200):
        context = of_member(membership, thread=thread, form=form)
        return render(self.request, "groups/threads/thread_move.html", context, status=status)


class ThreadAcknowledgeView(ActView):
    """POST: I have read this announcement."""

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_for_member(request, group_slug, thread_id)
        try:
            actions.acknowledge(thread=thread, member=membership)
        except Refused:
            raise Http404 from None
        return redirect(thread.url)


@method_decorator(limited("changes"), name="dispatch")
class ThreadReadersView(View):
    """Who has read an announcement, and who has not said so; POST reminds the second ones."""

    def get(self, request, group_slug, thread_id):
        membership, thread = self.announcement(group_slug, thread_id)
        lists = {
            "read": list(queries.members_who_acknowledged(thread).with_byline()),
            "waiting": list(queries.members_without_acknowledgement(thread).with_byline()),
        }
        context = of_member(membership, thread=thread, reminded=queries.was_reminded(thread), **lists)
        return render(request, "groups/threads/thread_readers.html", context)

    def post(self, request, group_slug, thread_id):
        membership, thread = self.announcement(group_slug, thread_id)
        done = _("The reminder is on its way.")
        acted(request, lambda: actions.remind_of_announcement(thread=thread, by=membership), done)
        return redirect("groups:thread-readers", group_slug=group_slug, thread_id=thread.pk)

    def announcement(self, group_slug, thread_id):
        membership, thread = thread_for_facilitator(self.request, group_slug, thread_id)
        if thread.kind != Kind.ANNOUNCEMENT:
            raise Http404
        return membership, thread

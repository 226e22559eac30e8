"""Opening, changing, deleting and restoring a thread."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import draft_of, get_facilitator_or_404, get_membership_or_404
from groups.spaces.queries import draft_for_page, known_tags
from groups.threads import access, actions, queries
from groups.threads.forms import TITLE_MAX, ThreadEditForm, ThreadForm
from network.kit.acts import acted, refused
from network.kit.errors import KeyReused, Refused
from network.kit.fields import single_line
from network.kit.rate import limited
from network.kit.views import arrived

from .attaching import asks_for_files, attaching, received
from .base import (
    ActView,
    WritingView,
    give_back_refused,
    of_member,
    page_of_list,
    thread_for_member,
    thread_with_trace_for_facilitator,
)


class ThreadNewView(WritingView):
    def get(self, request, group_slug):
        membership = self.membership(group_slug)
        draft = draft_for_page(draft_of(membership, "thread-new"))
        return self.page(membership, ThreadForm(membership=membership), draft=draft)

    def post(self, request, group_slug):
        membership = self.membership(group_slug)
        form = ThreadForm(request.POST, request.FILES, membership=membership)
        taken = received(form, membership)
        if asks_for_files(request):
            return self.page(membership, form.unjudged())
        if not taken:
            return self.again(membership, form, status=422)
        if preview := self.preview_of(form, membership):
            return self.page(membership, form, preview=preview)
        try:
            return self.publish(membership, form)
        except KeyReused as reason:
            form.add_error(None, str(reason))
            return self.again(membership, form, status=409)
        except Refused as reason:
            return give_back_refused(request, reason)

    def publish(self, membership, form):
        """Now, or at the hour that was asked for."""
        words = form.words()
        if publish_at := words.pop("publish_at", None):
            actions.schedule_thread(author=membership, publish_at=publish_at, **words)
            messages.success(self.request, _("The discussion will be published at the hour you chose."))
            return arrived(form, reverse("groups:scheduled-list", args=[membership.group.slug]))
        return arrived(form, actions.start_thread(author=membership, **words).url)

    def membership(self, group_slug):
        membership = get_membership_or_404(self.request.user, group_slug)
        if not access.can_start_thread(membership):
            raise Http404
        return membership

    def again(self, membership, form, *, status):
        form.renew_key()
        return self.page(membership, form, status=status)

    def page(self, membership, form, *, status=200, **extra):
        extra |= attaching(self.request, form, membership)
        context = of_member(membership, form=form, known_tags=known_tags(membership.group), **extra)
        return render(self.request, "groups/threads/thread_new.html", context, status=status)


@method_decorator(limited("suggestions", reads=True), name="dispatch")
class ThreadSimilarView(View):
    """What the group has already talked about, for the title in `?title=`."""

    def get(self, request, group_slug):
        membership = get_membership_or_404(request.user, group_slug)
        title = single_line(request.GET.get("title", ""))[:TITLE_MAX]
        threads = queries.similar_threads(membership.group, title)
        return render(request, "groups/threads/_similar.html", {"threads": threads})


@method_decorator(limited("changes"), name="dispatch")
class ThreadEditView(View):
    def get(self, request, group_slug, thread_id):
        membership, thread = self.thread(group_slug, thread_id)
        return self.page(membership, thread, ThreadEditForm(membership=membership, thread=thread))

    def post(self, request, group_slug, thread_id):
        membership, thread = self.thread(group_slug, thread_id)
        form = ThreadEditForm(request.POST, membership=membership, thread=thread)
        if not form.is_valid():
            return self.page(membership, thread, form, status=422)
        try:
            changed = actions.edit_thread(thread=thread, by=membership, **form.cleaned_data)
        except Refused as reason:
            return self.page(membership, thread, form, status=refused(form, reason))
        return redirect(changed.url)

    def thread(self, group_slug, thread_id):
        membership, thread = thread_for_member(self.request, group_slug, thread_id)
        if not access.can_edit_thread(membership, thread):
            raise Http404
        return membership, thread

    def page(self, membership, thread, form, *, status=200):
        context = of_member(membership, thread=thread, form=form, known_tags=known_tags(membership.group))
        return render(self.request, "groups/threads/thread_edit.html", context, status=status)


@method_decorator(limited("changes"), name="dispatch")
class ThreadDeleteView(View):
    def get(self, request, group_slug, thread_id):
        membership, thread = self.thread(group_slug, thread_id)
        return render(request, "groups/threads/thread_delete.html", of_member(membership, thread=thread))

    def post(self, request, group_slug, thread_id):
        if not self.was_pressed_already(group_slug, thread_id):
            membership, thread = self.thread(group_slug, thread_id)
            try:
                actions.delete_thread(thread=thread, by=membership)
            except Refused as reason:
                messages.error(request, str(reason))
                return redirect(thread.url)
        undo = reverse("groups:thread-undo", args=[group_slug, thread_id])
        messages.success(request, _("The discussion is deleted."), extra_tags=undo)
        return redirect("groups:thread-list", group_slug=group_slug)

    def was_pressed_already(self, group_slug, thread_id):
        membership = get_membership_or_404(self.request.user, group_slug)
        return access.can_undo_delete(membership, access.get_thread_with_trace_or_404(membership, thread_id))

    def thread(self, group_slug, thread_id):
        membership, thread = thread_for_member(self.request, group_slug, thread_id)
        if not access.can_delete_thread(membership, thread):
            raise Http404
        return membership, thread


@method_decorator(limited("changes"), name="dispatch")
class ThreadUndoView(ActView):
    """POST: whoever deleted it takes back a deletion of a moment ago."""

    def post(self, request, group_slug, thread_id):
        membership = get_membership_or_404(request.user, group_slug)
        thread = access.get_thread_with_trace_or_404(membership, thread_id)
        if not (thread.deleted_at is None or access.can_undo_delete(membership, thread)):
            raise Http404
        return restored(request, thread, membership, actions.undo_delete_thread)


@method_decorator(limited("changes"), name="dispatch")
class ThreadRestoreView(ActView):
    """POST: those who facilitate give a deleted discussion back."""

    def post(self, request, group_slug, thread_id):
        membership, thread = thread_with_trace_for_facilitator(request, group_slug, thread_id)
        return restored(request, thread, membership, actions.restore_thread)


def restored(request, thread, by, restore):
    """To the discussion, or to the page that says that it is deleted."""
    done = _("The discussion is back.")
    acted(request, lambda: restore(thread=thread, by=by), done)
    return redirect(thread.url)


class DeletedListView(View):
    """The discussions of the group that were deleted and can still be restored."""

    def get(self, request, group_slug):
        membership = get_facilitator_or_404(request.user, group_slug)
        page = page_of_list(request, queries.deleted_threads_for_list(membership.group))
        context = of_member(membership, page=page) | {"tab": "admin"}
        return render(request, "groups/threads/deleted_list.html", context)

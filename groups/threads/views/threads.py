"""Opening, changing and deleting a thread."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from groups.spaces.access import get_membership_or_404
from groups.threads import access, actions, queries
from groups.threads.forms import ThreadEditForm, ThreadForm
from network.kit.errors import KeyReused, Refused

from .base import WritingView, arrived, give_back_refused, of_member, thread_for_member


class ThreadNewView(WritingView):
    def get(self, request, group_slug):
        membership = self.membership(group_slug)
        draft = queries.draft_for_page(access.draft_of(membership, "thread-new"))
        return self.page(membership, ThreadForm(membership=membership), draft=draft)

    def post(self, request, group_slug):
        membership = self.membership(group_slug)
        form = ThreadForm(request.POST, membership=membership)
        if not form.is_valid():
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
        words = dict(form.cleaned_data)
        if publish_at := words.pop("publish_at", None):
            actions.schedule_thread(author=membership, publish_at=publish_at, **words)
            messages.success(self.request, _("The discussion will be published at the hour you chose."))
            return arrived(reverse("groups:scheduled-list", args=[membership.group.slug]), form)
        return arrived(actions.start_thread(author=membership, **words).url, form)

    def membership(self, group_slug):
        membership = get_membership_or_404(self.request.user, group_slug)
        if not access.can_start_thread(membership):
            raise Http404
        return membership

    def again(self, membership, form, *, status):
        form.renew_key()
        return self.page(membership, form, status=status)

    def page(self, membership, form, *, status=200, **extra):
        context = of_member(membership, form=form, known_tags=queries.tags_of(membership.group), **extra)
        return render(self.request, "groups/threads/thread_new.html", context, status=status)


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
            form.add_error(None, str(reason))
            return self.page(membership, thread, form, status=409)
        return redirect(changed.url)

    def thread(self, group_slug, thread_id):
        membership, thread = thread_for_member(self.request, group_slug, thread_id)
        if not access.can_edit_thread(membership, thread):
            raise Http404
        return membership, thread

    def page(self, membership, thread, form, *, status=200):
        context = of_member(membership, thread=thread, form=form, known_tags=queries.tags_of(membership.group))
        return render(self.request, "groups/threads/thread_edit.html", context, status=status)


class ThreadDeleteView(View):
    def get(self, request, group_slug, thread_id):
        membership, thread = self.thread(group_slug, thread_id)
        return render(request, "groups/threads/thread_delete.html", of_member(membership, thread=thread))

    def post(self, request, group_slug, thread_id):
        membership, thread = self.thread(group_slug, thread_id)
        try:
            actions.delete_thread(thread=thread, by=membership)
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(thread.url)
        messages.success(request, _("The discussion is deleted."))
        return redirect("groups:thread-list", group_slug=group_slug)

    def thread(self, group_slug, thread_id):
        membership, thread = thread_for_member(self.request, group_slug, thread_id)
        if not access.can_delete_thread(membership, thread):
            raise Http404
        return membership, thread

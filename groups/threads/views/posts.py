"""Writing in a thread: answering, changing and deleting one's own words."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces.access import draft_of
from groups.spaces.queries import draft_for_page
from groups.threads import access, actions, queries
from groups.threads.forms import PostForm, ReplyForm
from network.kit.acts import acted
from network.kit.errors import KeyReused, Refused
from network.kit.fields import whole_number
from network.kit.rate import limited
from network.kit.views import arrived

from .attaching import asks_for_files, attaching, received
from .base import ActView, WritingView, give_back_refused, of_post, post_for_member, thread_context


class ThreadReplyView(WritingView, ActView):
    """POST; with `?since=<seq>&changed=<change>` the answer is what is new since then, this message included."""

    def post(self, request, group_slug, thread_id):
        passage, thread = access.get_thread_to_read_or_404(request.user, group_slug, thread_id)
        membership, form = passage.membership, ReplyForm(request.POST, request.FILES)
        if membership is None:
            raise Http404
        # A door that closed meanwhile gives the words back below: nothing is shown again in their place.
        is_open = access.can_reply_in_thread(membership, thread)
        taken = received(form, membership) if is_open else form.is_valid()
        if is_open and asks_for_files(request):
            return self.again(thread, form.unjudged(), status=200)
        if not taken:
            form.renew_key()
            return self.again(thread, form, status=422)
        if preview := self.preview_of(form, membership):
            return self.again(thread, form, status=200, preview=preview)
        try:
            post = actions.post_reply(thread=thread, author=membership, **form.words())
        except KeyReused as reason:
            form.add_error("body", str(reason))
            form.renew_key()
            return self.again(thread, form, status=409)
        except Refused as reason:
            return give_back_refused(request, reason)
        return redirect(self.news_url(thread)) if "since" in request.GET else arrived(form, post.url)

    def news_url(self, thread):
        since, changed = (whole_number(self.request.GET.get(name, "")) or 0 for name in ("since", "changed"))
        return f"{thread.url}nouveautes/?since={since}&changed={changed}"

    def again(self, thread, form, *, status, preview=""):
        """The last page of the thread, with the text in its writing area."""
        passage, thread = access.get_thread_to_read_or_404(self.request.user, thread.group.slug, thread.pk)
        page = queries.posts_for_page(thread, thread.last_page, passage)
        context = thread_context(passage, page, form) | {"preview": preview}
        context |= attaching(self.request, form, passage.membership)
        return render(self.request, "groups/threads/thread_detail.html", context, status=status)


class OwnPostView(WritingView):
    """A door for the author of a post; anybody else finds nothing there."""

    rule = staticmethod(access.can_edit_post)

    def post_of_author(self, group_slug, thread_id, post_number):
        membership, post = post_for_member(self.request, group_slug, thread_id, post_number)
        if not self.rule(membership, post):
            raise Http404
        return membership, post

    def page(self, membership, post, *, status=200, **extra):
        return render(self.request, self.template, of_post(membership, post, **extra), status=status)


class PostEditView(OwnPostView):
    template = "groups/threads/post_edit.html"

    def page(self, membership, post, *, form, **extra):
        extra |= attaching(self.request, form, membership, queries.attached_ids(post))
        return super().page(membership, post, form=form, **extra)

    def get(self, request, group_slug, thread_id, post_number):
        membership, post = self.post_of_author(group_slug, thread_id, post_number)
        draft = draft_of(membership, f"post:{post.pk}")
        about = {"body": post.body, "version": post.version, "attached": queries.attached_ids(post)}
        form = PostForm(initial=about, opens=post.number == 1)
        return self.page(membership, post, form=form, draft=draft_for_page(draft))

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = self.post_of_author(group_slug, thread_id, post_number)
        form = PostForm(request.POST, request.FILES, opens=post.number == 1)
        taken = received(form, membership)
        if asks_for_files(request):
            return self.page(membership, post, form=form.unjudged())
        if not taken:
            return self.page(membership, post, form=form, status=422)
        if preview := self.preview_of(form, membership, before=post.body):
            return self.page(membership, post, form=form, preview=preview)
        words = form.words()
        try:
            changed = actions.edit_post(post=post, author=membership, seen=words.pop("version"), **words)
        except actions.ChangedMeanwhile as reason:
            return self.conflict(membership, reason, form.attached_ids)
        except Refused as reason:
            return give_back_refused(request, reason)
        return arrived(form, changed.url)

    def conflict(self, membership, reason, ids):
        """Both texts side by side; sent again, the form replaces the other window's."""
        data = self.request.POST.copy()
        data["version"] = reason.post.version
        form = PostForm(data, opens=reason.post.number == 1)
        form.is_valid()
        form.show_attached(ids)
        form.add_error("body", str(reason))
        return self.page(membership, reason.post, form=form, theirs=True, status=409)


class PostDeleteView(OwnPostView):
    template = "groups/threads/post_delete.html"
    rule = staticmethod(access.can_delete_post)

    def get(self, request, group_slug, thread_id, post_number):
        return self.page(*self.post_of_author(group_slug, thread_id, post_number))

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = post_for_member(request, group_slug, thread_id, post_number)
        was_pressed_already = access.can_undo_delete(membership, post)
        if not (was_pressed_already or access.can_delete_post(membership, post)):
            raise Http404
        undo = reverse("groups:post-undo", args=[group_slug, thread_id, post_number])
        done = _("Your message is deleted.")
        acted(request, lambda: actions.delete_post(post=post, author=membership), done, undo=undo)
        return redirect(post.url)


@method_decorator(limited("changes"), name="dispatch")
class PostUndoView(ActView):
    """POST: the author takes back a deletion of a moment ago."""

    def post(self, request, group_slug, thread_id, post_number):
        membership, post = post_for_member(request, group_slug, thread_id, post_number)
        if not (post.deleted_at is None or access.can_undo_delete(membership, post)):
            raise Http404
        acted(request, lambda: actions.undo_delete(post=post, author=membership))
        return redirect(post.url)

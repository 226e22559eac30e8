"""Everything that is attached to the messages of a thread, and all of it as one archive."""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View

from groups.files.access import versions_given_out
from groups.files.actions import count_downloads
from groups.files.queries import entries_of
from groups.spaces.access import get_passage_or_404
from groups.threads import access, queries
from network.kit import zip_out
from network.kit.acts import acted
from network.kit.rate import limited

from .base import page_context, page_of_list


class ThreadFilesView(View):
    def get(self, request, group_slug, thread_id):
        passage = get_passage_or_404(request.user, group_slug)
        thread = access.get_thread_or_404(passage, thread_id)
        page = page_of_list(request, queries.thread_files_for_page(thread, passage))
        weight = queries.weight_of(queries.thread_files(thread, passage))
        context = page_context(passage, thread=thread, page=page, base_url=thread.url, **weight)
        return render(request, "groups/threads/thread_files.html", context)


@method_decorator(limited("archives"), name="dispatch")
class ThreadArchiveView(View):
    """POST: every file counts as downloaded, unless an exceptional entry takes them."""

    def post(self, request, group_slug, thread_id):
        passage = get_passage_or_404(request.user, group_slug)
        thread = access.get_thread_or_404(passage, thread_id)
        versions = versions_given_out(queries.thread_files(thread, passage))
        entries = entries_of(versions)
        if not acted(request, lambda: zip_out.check(entries)):
            return redirect(f"{thread.url}pieces-jointes/")
        if passage.membership is not None:
            count_downloads(ids=[version.file_id for version in versions])
        return zip_out.response(entries, thread.title)

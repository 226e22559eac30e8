"""One page: session, person, twenty posts in one indexed query, read mark (upsert), a cached template of 25 KB."""

from django.db import connection
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from groups.models import Post

UPSERT = """
INSERT INTO groups_readmarker (membership_id, thread_id, seq, read_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (membership_id, thread_id) DO UPDATE SET seq = excluded.seq, read_at = excluded.read_at
"""


def page(request, thread_id: int, membership_id: int):
    str(request.user)
    posts = list(Post.objects.filter(thread_id=thread_id, number__range=(1, 20)).order_by("number"))
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [membership_id, thread_id, posts[-1].seq, timezone.now()])
    return render(request, "page.html", {"posts": posts, "person": request.user})


urlpatterns = [path("<int:thread_id>/<int:membership_id>/", page)]

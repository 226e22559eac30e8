"""Mounted at /groupes/<slug>/discussions/."""

from django.urls import include, path

from . import views

post = [
    path("", views.PostDetailView.as_view(), name="post-detail"),
    path("modification/", views.PostEditView.as_view(), name="post-edit"),
    path("suppression/", views.PostDeleteView.as_view(), name="post-delete"),
    path("suppression/annulation/", views.PostUndoView.as_view(), name="post-undo"),
    path("reactions/", views.PostReactionsView.as_view(), name="post-reactions"),
    path("historique/", views.PostHistoryView.as_view(), name="post-history"),
    path("repere/", views.PostPlaceView.as_view(), name="post-place"),
    path("signalement/", views.PostReportView.as_view(), name="post-report"),
    path("masquage/", views.PostHideView.as_view(), name="post-hide"),
    path("restauration/", views.PostRestoreView.as_view(), name="post-restore"),
]
thread = [
    path("", views.ThreadDetailView.as_view(), name="thread-detail"),
    path("reponses/", views.ThreadReplyView.as_view(), name="thread-reply"),
    path("nouveautes/", views.ThreadNewsView.as_view(), name="thread-news"),
    path("presence/", views.ThreadPresenceView.as_view(), name="thread-presence"),
    path("suivi/", views.ThreadFollowView.as_view(), name="thread-follow"),
    path("solution/", views.ThreadAnswerView.as_view(), name="thread-answer"),
    path("lecture/", views.ThreadAcknowledgeView.as_view(), name="thread-acknowledge"),
    path("lecteurs/", views.ThreadReadersView.as_view(), name="thread-readers"),
    path("pieces-jointes/", views.ThreadFilesView.as_view(), name="thread-files"),
    path("pieces-jointes/archive/", views.ThreadArchiveView.as_view(), name="thread-archive"),
    path("modification/", views.ThreadEditView.as_view(), name="thread-edit"),
    path("suppression/", views.ThreadDeleteView.as_view(), name="thread-delete"),
    path("suppression/annulation/", views.ThreadUndoView.as_view(), name="thread-undo"),
    path("restauration/", views.ThreadRestoreView.as_view(), name="thread-restore"),
    path("epingle/", views.ThreadPinView.as_view(), name="thread-pin"),
    path("fermeture/", views.ThreadLockView.as_view(), name="thread-lock"),
    path("doublon/", views.ThreadDuplicateView.as_view(), name="thread-duplicate"),
    path("doublon/retrait/", views.ThreadUniqueView.as_view(), name="thread-unique"),
    path("fusion/", views.ThreadMergeView.as_view(), name="thread-merge"),
    path("separation/", views.ThreadSplitView.as_view(), name="thread-split"),
    path("deplacement/", views.ThreadMoveView.as_view(), name="thread-move"),
    path("messages/<int:post_number>/", include(post)),
]
urlpatterns = [
    path("", views.ThreadListView.as_view(), name="thread-list"),
    path("filtres/", views.ThreadFiltersView.as_view(), name="thread-filters"),
    path("lu/", views.GroupReadView.as_view(), name="group-read"),
    path("nouvelle/", views.ThreadNewView.as_view(), name="thread-new"),
    path("nouvelle/proches/", views.ThreadSimilarView.as_view(), name="thread-similar"),
    path("programmees/", views.ScheduledListView.as_view(), name="scheduled-list"),
    path("programmees/<int:scheduled_id>/", views.ScheduledDetailView.as_view(), name="scheduled-detail"),
    path("programmees/<int:scheduled_id>/modification/", views.ScheduledEditView.as_view(), name="scheduled-edit"),
    path("programmees/<int:scheduled_id>/annulation/", views.ScheduledCancelView.as_view(), name="scheduled-cancel"),
    path("programmees/<int:scheduled_id>/suppression/", views.ScheduledDeleteView.as_view(), name="scheduled-delete"),
    path("supprimees/", views.DeletedListView.as_view(), name="deleted-list"),
    path("signalements/", views.ReportListView.as_view(), name="report-list"),
    path("signalements/<int:report_id>/", views.ReportDetailView.as_view(), name="report-detail"),
    path("<int:thread_id>/", include(thread)),
]

"""Minutes as the group reads them, their editions and corrections. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

MINUTES = "<int:meeting_id>/compte-rendu/"
EDITION = "<int:meeting_id>/compte-rendu/versions/<int:edition_number>/"
AMENDMENT = "<int:meeting_id>/compte-rendu/corrections/<int:amendment_id>/"
urlpatterns = [
    path(MINUTES, views.MinutesDetailView.as_view(), name="minutes-detail"),
    path(f"{MINUTES}publication/", views.MinutesPublishView.as_view(), name="minutes-publish"),
    path(f"{MINUTES}approbation/", views.MinutesApproveView.as_view(), name="minutes-approve"),
    path(f"{MINUTES}rectification/", views.MinutesReopenView.as_view(), name="minutes-reopen"),
    path(f"{MINUTES}rectification/fin/", views.CorrectionEndView.as_view(), name="correction-end"),
    path(f"{MINUTES}versions/", views.EditionListView.as_view(), name="edition-list"),
    path(EDITION, views.EditionDetailView.as_view(), name="edition-detail"),
    path(f"{MINUTES}comparaison/", views.EditionCompareView.as_view(), name="edition-compare"),
    path(f"{MINUTES}corrections/nouvelle/", views.AmendmentNewView.as_view(), name="amendment-new"),
    path(AMENDMENT, views.AmendmentDecideView.as_view(), name="amendment-decide"),
    path(f"{AMENDMENT}retrait/", views.AmendmentWithdrawView.as_view(), name="amendment-withdraw"),
]

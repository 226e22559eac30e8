"""What leaves the site: minutes as PDF, Word, OpenDocument and print, attendance sheets."""

from django.urls import path

from groups.meetings import views

urlpatterns = [
    path("<int:meeting_id>/compte-rendu/pdf/", views.MinutesPdfView.as_view(), name="minutes-pdf"),
    path("<int:meeting_id>/compte-rendu/word/", views.MinutesDocxView.as_view(), name="minutes-docx"),
    path("<int:meeting_id>/compte-rendu/opendocument/", views.MinutesOdtView.as_view(), name="minutes-odt"),
    path("<int:meeting_id>/compte-rendu/impression/", views.MinutesPrintView.as_view(), name="minutes-print"),
    path("<int:meeting_id>/emargement/", views.AttendanceSheetView.as_view(), name="attendance-sheet"),
]

"""Mounted at /groupes/<slug>/agenda/."""

from django.urls import path

from groups.meetings import views

urlpatterns = [path("", views.CalendarView.as_view(), name="calendar")]

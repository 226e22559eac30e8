"""Mounted at /groupes/<slug>/reunions/."""

from . import attendance, convening, exports, following, minutes, planning, polls, publishing

urlpatterns = [
    *planning.urlpatterns,
    *polls.urlpatterns,
    *convening.urlpatterns,
    *attendance.urlpatterns,
    *minutes.urlpatterns,
    *publishing.urlpatterns,
    *exports.urlpatterns,
    *following.urlpatterns,
]

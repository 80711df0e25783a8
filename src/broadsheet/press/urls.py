"""The site's addresses: the desk below /desk/, everything else what readers see."""

from django.urls import include, path
from wagtail.admin import urls as desk

urlpatterns = [
    path("desk/", include(desk)),
    path("", include("broadsheet.press.front.urls")),
]
handler400 = "broadsheet.press.front.views.errors.bad_request"
handler403 = "broadsheet.press.front.views.errors.forbidden"
handler404 = "broadsheet.press.front.views.errors.not_found"
handler500 = "broadsheet.press.front.views.errors.broken"

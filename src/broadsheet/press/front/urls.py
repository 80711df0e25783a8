"""What readers may open."""

urlpatterns: list[object] = []

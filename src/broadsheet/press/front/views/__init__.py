"""What readers see, a module a kind of page."""

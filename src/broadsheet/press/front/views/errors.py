"""The pages that say what went wrong."""

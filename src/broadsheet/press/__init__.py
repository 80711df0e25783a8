"""The press: the site, and the only package with a database."""

"""The full-text index of printed stories: FTS5 over the search documents, kept by triggers, so that no writer can forget it."""

from django.db import migrations

CREATE = """
CREATE VIRTUAL TABLE archive_search USING fts5(
    headline, body, content='archive_searchdocument', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE TRIGGER archive_search_insert AFTER INSERT ON archive_searchdocument BEGIN
    INSERT INTO archive_search(rowid, headline, body) VALUES (new.id, new.headline, new.body);
END;
CREATE TRIGGER archive_search_delete AFTER DELETE ON archive_searchdocument BEGIN
    INSERT INTO archive_search(archive_search, rowid, headline, body) VALUES ('delete', old.id, old.headline, old.body);
END;
CREATE TRIGGER archive_search_update AFTER UPDATE ON archive_searchdocument BEGIN
    INSERT INTO archive_search(archive_search, rowid, headline, body) VALUES ('delete', old.id, old.headline, old.body);
    INSERT INTO archive_search(rowid, headline, body) VALUES (new.id, new.headline, new.body);
END;
"""
DROP = """
DROP TRIGGER archive_search_insert;
DROP TRIGGER archive_search_delete;
DROP TRIGGER archive_search_update;
DROP TABLE archive_search;
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]

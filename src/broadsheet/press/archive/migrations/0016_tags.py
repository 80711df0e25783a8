from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from broadsheet.desk.identity import identity


def keys(apps: Any, schema_editor: Any) -> None:
    tags = apps.get_model("archive", "Tag")
    rows = list(tags.objects.all())
    for row in rows:
        row.key = identity(row.name, row.kind)[:200]
    tags.objects.bulk_update(rows, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0015_sections"),
    ]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="key",
            field=models.CharField(
                blank=True, db_index=True, default="", help_text="what all spellings of the name share", max_length=200
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tag",
            name="leads_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="other_names", to="archive.tag"
            ),
        ),
        migrations.RunPython(keys, migrations.RunPython.noop),
    ]

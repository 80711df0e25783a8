"""What is remembered of each publisher's pages, and with which template an article was read."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_feeds")]
    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                (
                    "publisher",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="template",
                        serialize=False,
                        to="archive.publisher",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("memory", models.JSONField(default=dict)),
                ("learned", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="template",
            field=models.CharField(blank=True, help_text="what its text was read by", max_length=300),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_optouts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chapter",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="chapter",
                        serialize=False,
                        to="archive.story",
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="ten-thousandths of their names' weight that both have"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("first", models.DateTimeField(help_text="when its first article was published")),
                ("last", models.DateTimeField(db_index=True)),
                ("voices", models.PositiveSmallIntegerField(default=1)),
                ("trace", models.BinaryField(default=bytes, help_text="its names and words, hashed")),
                (
                    "of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="later",
                        to="archive.story",
                    ),
                ),
            ],
        ),
    ]

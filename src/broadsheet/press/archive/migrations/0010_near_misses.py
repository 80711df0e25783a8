from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0009_storylines"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="origins_why",
            field=models.CharField(blank=True, help_text="how the independent origins were counted", max_length=500),
        ),
        migrations.AddField(
            model_name="story",
            name="parted_from",
            field=models.ForeignKey(null=True, on_delete=deletion.SET_NULL, related_name="parted", to="archive.story"),
        ),
        migrations.AddField(
            model_name="story",
            name="parted_why",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="telling",
            name="agency",
            field=models.CharField(blank=True, help_text="the agency that signs its text", max_length=60),
        ),
        migrations.AddField(
            model_name="telling",
            name="editor",
            field=models.CharField(blank=True, help_text="who decided that it stands here; empty: the machine", max_length=150),
        ),
        migrations.CreateModel(
            name="NearMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.IntegerField()),
                ("why", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="near_misses", to="archive.article"),
                ),
                ("story", models.ForeignKey(on_delete=deletion.CASCADE, related_name="near_misses", to="archive.story")),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="near_miss_age")],
                "constraints": [models.UniqueConstraint(fields=("article", "story"), name="missed_once")],
            },
        ),
    ]

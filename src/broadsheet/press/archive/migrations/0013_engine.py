from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0012_glue_relations"),
    ]

    operations = [
        migrations.AddField(
            model_name="fold",
            name="engine",
            field=models.CharField(blank=True, help_text="whose decisions followed the snapshot", max_length=8),
        ),
    ]

"""The journal only grows; the page cache's counter starts with its one row."""

from django.db import migrations

from core.append_only import AppendOnly


def first_generation(apps, schema_editor):
    """Create the row that every change to what the public sees increments."""
    Generation = apps.get_model("core", "Generation")
    if not Generation.objects.exists():
        Generation.objects.create(value=1)


class Migration(migrations.Migration):

    dependencies = [("core", "0002_journal_and_work")]

    operations = [
        AppendOnly("core_event"),
        migrations.RunPython(first_generation, migrations.RunPython.noop),
    ]

"""The database itself refuses to change or delete a version of the charter."""

from django.db import migrations

from core.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]

    operations = [AppendOnly("certification_charterversion")]

import catalog.models.rules
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import liora.ops.ids
from liora.ops.tenant_keys import TenantKey
from liora.ops.timestamps import TouchUpdatedAt
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_tenant_keys'),
        ('tenants', '0003_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogRules',
            fields=[
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='creado')),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='actualizado')),
                ('id', models.UUIDField(default=liora.ops.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('most_removed_pct', models.PositiveSmallIntegerField(blank=True, default=30, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% de productos que pueden faltar')),
                ('most_price_move_pct', models.PositiveSmallIntegerField(blank=True, default=60, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10000)], verbose_name='% que puede moverse un precio')),
                ('most_emptied_pct', models.PositiveSmallIntegerField(blank=True, default=80, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='% de productos que pueden quedar sin stock')),
                ('currency', models.CharField(default='ARS', max_length=3, validators=[catalog.models.rules.is_money], verbose_name='moneda de las filas que no traen')),
            ],
            options={
                'verbose_name': 'reglas del catálogo',
                'verbose_name_plural': 'reglas de los catálogos',
                'db_table': 'catalog_rules',
            },
        ),
        migrations.CreateModel(
            name='CatalogUpload',
            fields=[
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='creado')),
                ('id', models.UUIDField(default=liora.ops.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('pending_since', models.DateTimeField(null=True, verbose_name='pendiente desde')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='tomado hasta')),
                ('fence', models.BigIntegerField(db_default=0, verbose_name='turno')),
                ('arrivals', models.BigIntegerField(db_default=1, verbose_name='llegadas')),
                ('crashes', models.SmallIntegerField(db_default=0, verbose_name='caídas')),
                ('encoding', models.CharField(blank=True, max_length=40, verbose_name='codificación')),
                ('release', models.BooleanField(default=False, verbose_name='se libera sin mirar')),
            ],
            options={
                'verbose_name': 'archivo por leer',
                'verbose_name_plural': 'archivos por leer',
                'db_table': 'catalog_upload',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.UUIDField(default=liora.ops.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('packed', models.BinaryField()),
            ],
            options={
                'db_table': 'catalog_upload_part',
            },
        ),
        migrations.AddField(
            model_name='catalogitem',
            name='attributes_json',
            field=models.JSONField(blank=True, default=dict, verbose_name='otros datos'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='activate_when_ready',
            field=models.BooleanField(db_default=True, verbose_name='se activa al terminar'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='bytes_count',
            field=models.BigIntegerField(db_default=0, verbose_name='bytes'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='errors_count',
            field=models.PositiveIntegerField(db_default=0, verbose_name='filas con errores'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='expired_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vencida'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='failure',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='por qué falló'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='failure_code',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='código de la falla'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='held_json',
            field=models.JSONField(blank=True, default=list, verbose_name='por qué está retenida'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='in_stock',
            field=models.PositiveIntegerField(db_default=0, verbose_name='productos con stock'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='replaced_version',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='versión que reemplazó'),
        ),
        migrations.AddField(
            model_name='catalogsnapshot',
            name='rows_seen',
            field=models.PositiveIntegerField(db_default=0, verbose_name='filas leídas'),
        ),
        migrations.AddIndex(
            model_name='catalogsnapshot',
            index=models.Index(condition=models.Q(('expired_at__isnull', False)), fields=['expired_at'], name='catalog_snapshot_expired'),
        ),
        migrations.AddConstraint(
            model_name='catalogsnapshot',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'activo')), fields=('cliente',), name='catalog_snapshot_one_active'),
        ),
        migrations.AddConstraint(
            model_name='catalogsnapshot',
            constraint=models.UniqueConstraint(condition=models.Q(('estado__in', ['recibido', 'validando'])), fields=('cliente',), name='catalog_snapshot_one_in_progress'),
        ),
        migrations.AddField(
            model_name='catalogrules',
            name='cliente',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='catalog_rules', to='tenants.cliente', verbose_name='cliente'),
        ),
        migrations.AddField(
            model_name='catalogupload',
            name='cliente',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.cliente', verbose_name='cliente'),
        ),
        migrations.AddField(
            model_name='catalogupload',
            name='snapshot',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='upload', to='catalog.catalogsnapshot', verbose_name='versión'),
        ),
        migrations.AddField(
            model_name='uploadpart',
            name='cliente',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tenants.cliente'),
        ),
        migrations.AddField(
            model_name='uploadpart',
            name='upload',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='catalog.catalogupload'),
        ),
        migrations.AddIndex(
            model_name='catalogupload',
            index=models.Index(condition=models.Q(('pending_since__isnull', False)), fields=['pending_since'], name='catalogupload_due'),
        ),
        migrations.AddConstraint(
            model_name='uploadpart',
            constraint=models.UniqueConstraint(fields=('upload', 'place'), name='catalog_upload_part_place'),
        ),
        migrations.RunSQL(
            """
            UPDATE catalog_snapshot SET in_stock = (
                SELECT COUNT(*) FROM catalog_item
                WHERE catalog_item.snapshot_id = catalog_snapshot.id AND catalog_item.stock > 0)
            """,
            migrations.RunSQL.noop,
        ),
        TouchUpdatedAt("catalog_rules"),
        # Altering a table on SQLite drops its triggers.
        TenantKey("catalog_item", "snapshot_id", "catalog_snapshot"),
        TenantKey("ingest_log", "snapshot_id", "catalog_snapshot"),
        TenantKey("catalog_upload", "snapshot_id", "catalog_snapshot"),
        TenantKey("catalog_upload_part", "upload_id", "catalog_upload"),
    ]

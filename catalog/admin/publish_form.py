import hashlib
from typing import Any, cast

from django import forms
from django.contrib.admin.sites import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalog.models import CatalogSnapshot
from catalog.publish import Push
from tenants.models import Cliente


class PublishForm(forms.Form):
    """A file to publish for a business."""

    cliente = forms.ModelChoiceField(
        Cliente.objects.all(),
        label=_("Cliente"),
        widget=AutocompleteSelect(CatalogSnapshot._meta.get_field("cliente"), site),
    )
    archivo = forms.FileField(
        label=_("Archivo"),
        help_text=_(
            "CSV o JSON por líneas, también con gzip. Sirve lo que exporta Shopify o Google."
        ),
    )
    activate = forms.BooleanField(
        label=_("Vender desde ella"), label_suffix="", required=False, initial=True
    )
    release = forms.BooleanField(
        label=_("No retenerla aunque cambie mucho"),
        label_suffix="",
        required=False,
        help_text=_("Para cuando ya miraste qué cambia."),
    )

    def push(self) -> Push:
        """Return the file as a push."""
        said = self.cleaned_data
        upload = cast("UploadedFile[Any]", said["archivo"])
        digest = hashlib.sha256()
        for piece in upload.chunks():
            digest.update(piece)
        return Push(
            file=upload.file,  # type: ignore[arg-type]  # always binary
            size=upload.size or 0,
            checksum=digest.hexdigest(),
            source=str(upload.name),
            activate=said["activate"],
            release=said["release"],
        )

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from liora.ops.encryption import EncryptedTextField
from liora.ops.ids import new_id


class SavedAnswer(models.Model):
    """What a creating request with an `Idempotency-Key` was answered, for whoever repeats it.

    `owner` names the Cliente and the person, so the same key of two of them never meets.
    `claim` is the attempt that holds the key; an answer is empty until its operation commits, in
    the same transaction. Answers may hold a secret shown once, so they are encrypted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(_("de quién"), max_length=80)
    key = models.CharField(_("clave"), max_length=200)
    fingerprint = models.CharField(_("huella del pedido"), max_length=64)
    claim = models.UUIDField(_("intento"), default=new_id)
    claimed_at = models.DateTimeField(_("tomada"), db_default=Now())
    status = models.PositiveSmallIntegerField(_("estado HTTP"), null=True)
    answer = EncryptedTextField(_("respuesta"), null=True)

    class Meta:
        db_table = "saved_answer"
        verbose_name = _("respuesta guardada")
        verbose_name_plural = _("respuestas guardadas")
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="saved_answer_unica")]
        indexes = [models.Index(fields=["claimed_at"], name="saved_answer_vieja")]

    def __str__(self) -> str:
        return self.key

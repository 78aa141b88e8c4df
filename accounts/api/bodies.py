"""What the routes of accounts take and give."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import UserCliente, Usuario
from accounts.models.usuario import email_shape
from accounts.password_rules import MOST_CHARACTERS
from accounts.sessions import Pair
from liora.api.fields import Flag, Text
from tenants.models import Cliente


def email_field(**options: Any) -> Text:
    return Text(max_length=254, validators=[email_shape], **options)


def password_field(**options: Any) -> Text:
    """A password is taken as typed: its blanks count."""
    return Text(max_length=MOST_CHARACTERS, trim_whitespace=False, write_only=True, **options)


class LoginFields(serializers.Serializer[Any]):
    email = Text(max_length=254)
    password = password_field()
    cliente_id = Text(
        max_length=60, required=False, help_text=_("UUID o identificador del negocio.")
    )


class RefreshFields(serializers.Serializer[Any]):
    refresh = Text(max_length=4096)


class LogoutFields(serializers.Serializer[Any]):
    todas = Flag(default=False, help_text=_("Cierra también las demás sesiones de la persona."))


class AcceptFields(serializers.Serializer[Any]):
    token = Text(max_length=1024)
    password = password_field()
    nombre = Text(max_length=120, required=False, default="", allow_blank=True)


class ChangePasswordFields(serializers.Serializer[Any]):
    password = password_field()
    password_nueva = password_field()


class ForgottenFields(serializers.Serializer[Any]):
    email = email_field()


class ResetFields(serializers.Serializer[Any]):
    token = Text(max_length=1024)
    password = password_field()


class ProfileFields(serializers.Serializer[Any]):
    nombre = Text(max_length=120, allow_blank=True, required=False)


class UsuarioBody(serializers.ModelSerializer[Usuario]):
    class Meta:
        model = Usuario
        fields = ("id", "email", "nombre", "estado")
        read_only_fields = fields


class TokensBody(serializers.Serializer[Any]):
    access = serializers.CharField()
    refresh = serializers.CharField()
    usuario = UsuarioBody()
    cliente_id = serializers.UUIDField(allow_null=True)
    rol = serializers.ChoiceField(choices=UserCliente.Rol.choices, allow_null=True)


class MembershipBody(serializers.Serializer[Any]):
    """One of the Clientes a person belongs to."""

    cliente_id = serializers.UUIDField()
    slug = serializers.CharField(source="cliente.slug")
    name = serializers.CharField(source="cliente.name")
    rol = serializers.ChoiceField(choices=UserCliente.Rol.choices)
    estado = serializers.ChoiceField(source="cliente.estado", choices=Cliente.Estado.choices)


class MeBody(serializers.Serializer[Any]):
    """`cliente_id` and `rol` are of the Cliente that the call speaks for."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    nombre = serializers.CharField(allow_blank=True)
    estado = serializers.ChoiceField(choices=Usuario.Estado.choices)
    cliente_id = serializers.UUIDField(allow_null=True)
    rol = serializers.ChoiceField(choices=UserCliente.Rol.choices, allow_null=True)
    clientes = MembershipBody(many=True)


def tokens(pair: Pair) -> Any:
    membership = pair.membership
    return TokensBody(
        {
            "access": pair.access,
            "refresh": pair.refresh,
            "usuario": pair.usuario,
            "cliente_id": membership.cliente_id if membership else None,
            "rol": membership.rol if membership else None,
        }
    ).data

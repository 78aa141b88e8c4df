"""How a person is addressed when sending."""

import re

from django.utils.translation import gettext as _

PHONE = re.compile(r"[0-9]{5,20}")
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")


class AddressError(ValueError):
    """Neither a phone number nor a business-scoped user id. The address is not repeated."""

    code = "direccion_invalida"


def address_fields(address: str) -> dict[str, str]:
    """`{"to": "+…"}` for a phone in digits, `{"recipient": …}` for a business-scoped user id.

    Raises AddressError for anything else. Cloud API, sending messages: without the plus sign
    Meta may prepend the country code of the business.
    """
    if PHONE.fullmatch(address):
        return {"to": f"+{address}"}
    if BSUID.fullmatch(address):
        return {"recipient": address}
    raise AddressError(_("El destinatario no es un teléfono ni un identificador de WhatsApp."))

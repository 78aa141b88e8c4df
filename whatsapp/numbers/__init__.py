"""Connecting, changing and retiring the WhatsApp numbers of a Cliente."""

from whatsapp.numbers.changing import update
from whatsapp.numbers.connecting import connect
from whatsapp.numbers.refusals import NumberRetired, NumberTaken
from whatsapp.numbers.retiring import retire

__all__ = ["NumberRetired", "NumberTaken", "connect", "retire", "update"]

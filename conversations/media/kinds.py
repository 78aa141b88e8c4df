"""What each kind of file may weigh and be. Source: Cloud API, supported media types."""

import filetype

MEGABYTE = 1024 * 1024
MOST_BYTES = {
    "image": 5 * MEGABYTE,
    "audio": 16 * MEGABYTE,
    "video": 16 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "sticker": 500 * 1024,
}
IMAGES = ("image/jpeg", "image/png", "image/webp")
SOUNDS = ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/x-m4a")
FILMS = ("video/mp4", "video/3gpp")
# A container says nothing of whether there is a picture in it.
ALLOWED = {
    "image": IMAGES,
    "sticker": ("image/webp",),
    "audio": (*SOUNDS, *FILMS, "application/ogg"),
    "video": FILMS,
}
PROGRAMS = (
    "application/x-msdownload",
    "application/x-executable",
    "application/x-mach-binary",
    "application/vnd.android.package-archive",
    "application/x-shockwave-flash",
    "application/x-nintendo-nes-rom",
)
SHOWN = frozenset((*IMAGES, *SOUNDS, *FILMS))
UNKNOWN = "application/octet-stream"
# As much of a file as tells its type.
HEAD = 8192


def type_of(head: bytes) -> str:
    """Return the MIME type that a file's first bytes show, whatever anybody says it is."""
    if head[4:11] in (b"ftyp3gp", b"ftyp3g2"):
        return "video/3gpp"
    found = filetype.guess(head)
    return str(found.mime) if found else UNKNOWN


def is_allowed(kind: str, mime: str) -> bool:
    """Tell whether a file of this type may be kept as what it was sent as.

    A document may be anything but a program; what it is made of, nobody here ever opens.
    """
    return mime in ALLOWED[kind] if kind in ALLOWED else mime not in PROGRAMS

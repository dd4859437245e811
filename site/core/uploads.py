"""What people upload: judged by its content, never by its name."""

import io
import zipfile

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

HEAD = 8192
KINDS = {"pdf": "application/pdf"}
# Office files are zip archives that hold an entry of their own.
ARCHIVES = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
TEXTS = {"csv", "txt"}
# Phones put several pictures into one JPEG, which Pillow then calls MPO; the first is the one that is seen.
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "GIF": "PNG"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
LONGEST_SIDE = 3000  # pixels: enough for print, light enough to keep


def check_document(upload: UploadedFile) -> None:
    """Refuse a document whose content is not what its ending says, or whose ending we don't know.

    Raises:
        ValidationError: says what was found, in the user's language.
    """
    ending = upload.name.rsplit(".", 1)[-1].lower()
    is_true = CHECKS.get(ending)
    if is_true is None or not is_true(upload, ending):
        message = _("This file is not what its name says (.%(ending)s). Save it again in that format, or as PDF.")
        raise ValidationError(message % {"ending": ending})
    upload.seek(0)


def _head(upload: UploadedFile) -> bytes:
    upload.seek(0)
    return upload.read(HEAD)


def _is_kind(upload: UploadedFile, ending: str) -> bool:
    return filetype.guess_mime(_head(upload)) == KINDS[ending]


def _is_text(upload: UploadedFile, _ending: str) -> bool:
    head = _head(upload)
    return b"\x00" not in head and filetype.guess_mime(head) is None


def _is_office(upload: UploadedFile, ending: str) -> bool:
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            return ARCHIVES[ending] in archive.namelist()
    except zipfile.BadZipFile:
        return False


CHECKS = {**dict.fromkeys(KINDS, _is_kind), **dict.fromkeys(TEXTS, _is_text), **dict.fromkeys(ARCHIVES, _is_office)}


def clean_image(upload: UploadedFile) -> ContentFile:
    """The same picture made anew: upright, without the place where it was taken, nothing hidden behind it.

    Raises:
        ValidationError: the content is not a picture that we can read.
    """
    upload.seek(0)
    try:
        with Image.open(upload) as source:
            target = FORMATS.get(source.format or "")
            picture = _with_alpha(ImageOps.exif_transpose(source))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _encode(picture, target, upload.name)
    except (UnidentifiedImageError, OSError, KeyError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture cannot be read. Save it again as JPEG or PNG.")) from error


def _with_alpha(picture: Image.Image) -> Image.Image:
    """Say per pixel what is transparent, instead of naming a colour that is: that note will be dropped."""
    if "transparency" not in picture.info or picture.mode not in {"P", "L", "RGB"}:
        return picture
    return _convert(picture, "RGBA")


def _convert(picture: Image.Image, mode: str) -> Image.Image:
    """The same in another mode; a profile of greys or inks says nothing about the new colours."""
    converted = picture.convert(mode)
    if picture.mode not in {"P", "RGB", "RGBA"}:
        converted.info.pop("icc_profile", None)
    return converted


def _encode(picture: Image.Image, target: str | None, name: str) -> ContentFile:
    if target is None:
        raise UnidentifiedImageError
    if target == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = _convert(picture, "RGB")
    profile = picture.info.get("icc_profile")  # without it, colours change
    picture.info.clear()  # EXIF, comments, GPS
    buffer = io.BytesIO()
    picture.save(buffer, target, quality=88, **({"icc_profile": profile} if profile else {}))
    stem = name.rsplit(".", 1)[0]
    return ContentFile(buffer.getvalue(), name=f"{stem}.{ENDINGS[target]}")

"""What is uploaded is judged by its content."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from core.uploads import LONGEST_SIDE, check_document, clean_image


def picture(kind="JPEG", size=(40, 30), **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


def archive(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("statuts.pdf", b"%PDF-1.7\n..."),
        ("liste.csv", "nom;ville\nÉchiré;79".encode()),
        ("notes.txt", b"bonjour"),
        ("lettre.odt", archive("mimetype", "content.xml")),
        ("lettre.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("comptes.xlsx", archive("xl/workbook.xml")),
    ],
)
def test_true_document_passes_and_can_be_read_again(name, content):
    upload = SimpleUploadedFile(name, content)
    check_document(upload)
    assert upload.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("statuts.pdf", b"<html><script>alert(1)</script>"),
        ("statuts.pdf", b"MZ\x90\x00"),
        ("liste.csv", b"\x00\x01\x02"),
        ("notes.txt", b"%PDF-1.7"),
        ("lettre.docx", archive("evil.exe")),
        ("lettre.odt", b"not a zip"),
        ("programme.exe", b"MZ\x90\x00"),
        ("notes.xyz", b"bonjour"),
        ("notes", b"bonjour"),
    ],
)
def test_document_that_lies_is_refused(name, content):
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile(name, content))


def test_place_and_comments_are_removed_from_a_picture():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (46.0, 19.0, 0.0)}
    exif[0x010E] = "chez Nour"
    cleaned = clean_image(SimpleUploadedFile("photo.jpg", picture(exif=exif, comment=b"secret")))
    content = cleaned.read()
    assert b"chez Nour" not in content
    assert b"secret" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_what_hides_behind_a_picture_is_dropped():
    cleaned = clean_image(SimpleUploadedFile("photo.png", picture("PNG") + b"<?php evil(); ?>"))
    assert b"evil" not in cleaned.read()


def test_turned_picture_is_made_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    cleaned = clean_image(SimpleUploadedFile("photo.jpg", picture(exif=exif)))
    assert Image.open(cleaned).size == (30, 40)


def test_huge_picture_is_made_smaller():
    cleaned = clean_image(SimpleUploadedFile("photo.jpg", picture(size=(4000, 100))))
    assert max(Image.open(cleaned).size) == LONGEST_SIDE


@pytest.mark.parametrize(
    ("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "png")]
)
def test_name_says_what_the_picture_is(kind, ending):
    assert clean_image(SimpleUploadedFile("photo.x", picture(kind))).name == f"photo.{ending}"


def test_several_pictures_of_a_phone_in_one_file_give_the_first():
    buffer = io.BytesIO()
    others = [Image.new("RGB", (40, 30), "red")]
    Image.new("RGB", (40, 30), "teal").save(buffer, "MPO", save_all=True, append_images=others)
    assert Image.open(buffer).format == "MPO"
    cleaned = clean_image(SimpleUploadedFile("photo.jpg", buffer.getvalue()))
    assert cleaned.name == "photo.jpg"
    kept = Image.open(cleaned)
    assert kept.format == "JPEG"
    assert kept.getpixel((5, 5))[0] < 50, "teal, not red"


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
@pytest.mark.parametrize("size", [(40, 30), (4000, 100)])
def test_palette_keeps_its_transparency(kind, size):
    source = Image.new("P", size, 0)
    source.putpalette([0, 0, 0, 200, 30, 30])
    source.paste(1, (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    source.save(buffer, kind, transparency=0)
    kept = Image.open(clean_image(SimpleUploadedFile("logo.png", buffer.getvalue()))).convert("RGBA")
    assert kept.getpixel((kept.width - 5, 5))[3] == 0
    assert kept.getpixel((5, 5)) == (200, 30, 30, 255)


@pytest.mark.parametrize(("mode", "colour"), [("L", 0), ("RGB", (0, 0, 0))])
def test_one_transparent_colour_stays_transparent(mode, colour):
    buffer = io.BytesIO()
    Image.new(mode, (40, 30), colour).save(buffer, "PNG", transparency=colour)
    kept = Image.open(clean_image(SimpleUploadedFile("logo.png", buffer.getvalue())))
    assert kept.convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_stay_what_they_were(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    cleaned = clean_image(SimpleUploadedFile("photo.x", picture(kind, icc_profile=profile)))
    assert Image.open(cleaned).info["icc_profile"] == profile


def test_profile_of_other_colours_is_dropped_with_them():
    buffer = io.BytesIO()
    Image.new("CMYK", (40, 30)).save(buffer, "JPEG", icc_profile=b"of inks")
    kept = Image.open(clean_image(SimpleUploadedFile("photo.jpg", buffer.getvalue())))
    assert kept.mode == "RGB"
    assert "icc_profile" not in kept.info


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'/>", b"\xff\xd8\xff broken", picture()[:60]])
def test_what_is_not_a_picture_is_refused(content):
    with pytest.raises(ValidationError):
        clean_image(SimpleUploadedFile("photo.jpg", content))

"""Forms of images and documents: what is uploaded is judged by its content."""

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.uploads import check_document, clean_image


class ImageForm(BaseImageForm):
    """Stores each picture made anew."""

    def clean_file(self):
        """Re-encode a new picture; leave a stored one."""
        upload = self.cleaned_data.get("file")
        if not isinstance(upload, UploadedFile):
            return upload
        cleaned = clean_image(upload)
        cleaned.image = getattr(upload, "image", None)
        return cleaned


class DocumentForm(BaseDocumentForm):
    """Refuses a document that is not what its name says."""

    def clean_file(self):
        """Check a new document; leave a stored one."""
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            check_document(upload)
        return upload

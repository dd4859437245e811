"""What every list of the community in the editors' site has: permissions on all its pages, clean spreadsheets."""

from wagtail.admin.views import generic

from community.exports.writers import cell


class CleanIndexView(generic.IndexView):
    """A list whose CSV holds no formula: text that begins like one stays text in every spreadsheet."""

    custom_value_preprocess = generic.IndexView.custom_value_preprocess | {str: {generic.IndexView.FORMAT_CSV: cell}}


class Guarded:
    """A viewset whose exports are clean, and whose summary asks for permission: Wagtail's own lets every editor in."""

    index_view_class = CleanIndexView

    def get_inspect_view_kwargs(self, **kwargs) -> dict:
        """The same, with the permissions of the model."""
        return super().get_inspect_view_kwargs(**kwargs) | {"permission_policy": self.permission_policy}

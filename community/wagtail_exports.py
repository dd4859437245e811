"""What the editors' site writes into spreadsheets."""

from wagtail.admin.views import generic

from community.exports.writers import cell


class CleanIndexView(generic.IndexView):
    """A list whose CSV holds no formula: text that begins like one stays text in every spreadsheet."""

    custom_value_preprocess = generic.IndexView.custom_value_preprocess | {str: {generic.IndexView.FORMAT_CSV: cell}}


class CleanExport:
    """A viewset whose list exports through `CleanIndexView`."""

    index_view_class = CleanIndexView

"""What every page needs around its content."""


def chrome(request):
    """Menus and footer."""
    return {}

"""Wagtail's users section, where people are invited and erased rather than created and deleted."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.views import users as views
from wagtail.users.views.bulk_actions import DeleteBulkAction

from accounts import workflow
from accounts.wagtail_forms import PersonCreationForm, PersonEditForm


class PersonIndexView(views.IndexView):
    """The people who have an account; not those who left."""

    search_fields = ["email", "display_name"]

    @cached_property
    def columns(self):
        """Wagtail's columns, with the right word for what we sign in with."""
        columns = super().columns
        columns[2].label = _("E-mail address")
        return columns

    def get_base_queryset(self):
        """Leave out erased accounts: there is nothing left to manage."""
        return super().get_base_queryset().filter(erased_at=None)


class PersonCreateView(views.CreateView):
    """Create, then invite: in one transaction, opened by Wagtail."""

    def save_instance(self):
        """Store the person with no password, and send the invitation."""
        user = super().save_instance()
        user.set_unusable_password()
        user.save()
        workflow.invite(user=user, actor=self.request.user)
        return user


class PersonDeleteView(views.DeleteView):
    """Deleting a person is erasing them: the public record keeps a pseudonym."""

    def delete_action(self):
        """Erase."""
        workflow.erase(user=self.object, actor=self.request.user, why="by an administrator")


class EraseBulkAction(DeleteBulkAction):
    """The same for several people at once."""

    @classmethod
    def execute_action(cls, objects, user=None, **_kwargs):
        """Erase each."""
        for person in objects:
            workflow.erase(user=person, actor=user, why="by an administrator")
        return len(objects), 0

    def get_execution_context(self):
        """Who asks."""
        return super().get_execution_context() | {"user": self.request.user}


class PersonViewSet(views.UserViewSet):
    """Wagtail's viewset with these pages."""

    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    delete_view_class = PersonDeleteView
    create_template_name = "accounts/admin/create.html"
    edit_template_name = "accounts/admin/edit.html"

    def get_form_class(self, for_update=False):
        """The form to create, or to edit."""
        return PersonEditForm if for_update else PersonCreationForm

"""How each kind of message comes."""

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise

from community.models import CHANNELS
from community.notice import Kind, Topic
from community.rules.delivery import Channel


class ChannelsForm(forms.Form):
    """One choice for each kind that one may choose, and one for all of a topic."""

    def __init__(self, *args, choices: list[tuple[Topic, list[tuple[Kind, Channel]]]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known = choices
        for _topic, kinds in choices:
            for kind, channel in kinds:
                if not kind.is_required:
                    self.fields[kind.code] = forms.ChoiceField(label=kind.label, choices=CHANNELS, initial=channel)

    def groups(self, titles: Mapping[Topic, Promise]) -> list[tuple[Promise, list, list[str]]]:
        """(title of a topic, its fields, what always comes at once)."""
        return [
            (
                titles[topic],
                [self[kind.code] for kind, _channel in kinds if not kind.is_required],
                [kind.label for kind, _channel in kinds if kind.is_required],
            )
            for topic, kinds in self.known
        ]

    def chosen(self) -> dict[str, str]:
        """What differs from what was."""
        before = {kind.code: channel for _topic, kinds in self.known for kind, channel in kinds}
        return {code: channel for code, channel in self.cleaned_data.items() if channel != before[code]}

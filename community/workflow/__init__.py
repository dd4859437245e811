"""Every action of the community: one function each, one transaction each.

`organisation` is the actor it happens to, `actor` the person who acts (None for the site itself), `now` the moment.
"""

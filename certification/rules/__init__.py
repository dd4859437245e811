"""Pure rules over plain values. Neither the database nor HTTP is known here; `now` is always passed in."""

"""What holds, as pure functions over plain values; `now` is passed in."""

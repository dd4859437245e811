"""Other directories' files: reading, cleaning, comparing with what we know, storing.

`source` opens a file, `json_rows` and `csv_rows` cut it into rows, `formats` says what the keys of a row mean, and
`entries` cleans the values. `plan` decides what becomes of each entry, `store` writes a batch, `runner` does it all.
"""

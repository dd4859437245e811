"""Reading other directories: their files, row by row, into actors."""

"""Tables as people have them, read from text and from spreadsheets."""

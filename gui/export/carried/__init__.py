"""What a figure carries so that it opens again: the moment, in the file of the picture."""

"""What is chosen of the results of all samples: which of them are listed, in which order."""

"""What is kept on disk: files, settings, the error log."""

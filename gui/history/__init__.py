"""Pictures of the run: loss, gradients, samples."""

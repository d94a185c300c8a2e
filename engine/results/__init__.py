"""What a network makes of every sample: predictions, losses, accuracy and confusion."""

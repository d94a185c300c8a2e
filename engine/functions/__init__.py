"""What a named function is: the records that activations, losses and optimisers are made of."""

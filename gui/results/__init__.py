"""All samples with what the network makes of them: as a table, and counted by their classes."""

"""Which numbers of a step there are once a sample; the others belong to the batch."""

from engine.written.quantity import Kind

OF_SAMPLES = frozenset(
    {
        Kind.INPUT,
        Kind.TARGET,
        Kind.Z,
        Kind.A,
        Kind.SAMPLE_LOSS,
        Kind.D_A,
        Kind.DELTA,
        Kind.A_AFTER,
    }
)

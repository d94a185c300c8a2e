"""Every optimiser, in a file of its own: what stands in this folder is known everywhere."""

from engine.functions.folder import functions_in
from engine.functions.optimizer import Optimizer

OPTIMIZERS = functions_in(__name__, __path__, Optimizer)

"""How the gradient of a penalty is written."""

from engine.penalty import Penalty
from engine.written.expression import Expr, FunctionOf, Negative, Product, Sum
from engine.written.letters import constant


def with_penalty(gradient: Expr, weight: Expr, penalty: Penalty, value: float | None) -> Expr:
    """Return the gradient plus that of the penalty; value: the weight's, None in a rule."""
    terms = [gradient]
    if penalty.l2 != 0:
        terms.append(Product((constant(penalty.l2), weight)))
    if penalty.l1 != 0 and value is None:
        terms.append(Product((constant(penalty.l1), FunctionOf("sign", (weight,)))))
    elif penalty.l1 != 0 and value != 0:
        l1 = constant(penalty.l1)
        terms.append(l1 if value is not None and value > 0 else Negative(l1))
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))

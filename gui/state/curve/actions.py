"""What can be done with the curve and the balls on it: one plain function each."""

from dataclasses import replace
from math import isfinite

from engine.curves.gallery import CURVES
from engine.curves.parsing import BadFormula, parse
from engine.optimizers import OPTIMIZERS
from engine.written.quantity import Quantity
from gui.state.curve import derived as curve_derived
from gui.state.curve.choice import MOST_BALLS, NETWORK, TYPED, Ball, CurveChoice
from gui.state.plane import derived as plane_derived
from gui.state.refusal import Refused
from gui.state.state import Mode, State

STEP_SECONDS = 0.6  # at speed 1
MOST_STEPS = 100_000
NARROWEST = 1e-9  # range, relative to where it lies
FARTHEST = 1e15  # of what is drawn


def choose_curve(state: State, name: str) -> State:
    """Show another curve; the balls begin anew, on the gallery's with a rate that suits it."""
    if name == state.curve.curve:
        return state
    if name not in (NETWORK, TYPED, *CURVES):
        raise Refused(f"there is no curve called {name}")
    chosen = _anew(replace(state.curve, curve=name, limits=None))
    if name != NETWORK:
        rate = curve_derived.TYPED_RATE if name == TYPED else CURVES[name].rate
        chosen = replace(chosen, balls=(Ball(rate), *chosen.balls[1:]))
    return _with(state, chosen)


def type_formula(state: State, text: str) -> State:
    """Show the curve of a formula; one that cannot be read leaves everything as it is."""
    low, high = curve_derived.TYPED_RANGE
    try:
        parse(text)
    except BadFormula as problem:
        raise Refused(f"{problem} (character {problem.place + 1} of '{text[:60]}')") from None
    typed = _anew(replace(state.curve, curve=TYPED, formula=text, limits=None))
    shown = replace(state, curve=typed)
    if not any(map(isfinite, curve_derived.sampled(shown, low, high)[1])):
        raise Refused(f"'{text}' has no finite value for any w from {low:g} to {high:g}")
    return _with(state, typed)


def place_balls(state: State, w: float) -> State:
    """Let all balls start from a place."""
    if not isfinite(w) or abs(w) > FARTHEST:
        raise Refused(f"a ball cannot be placed at {w}")
    chosen = replace(curve_derived.choice(state), start=w, steps=0, part=1.0)
    return _with(state, replace(chosen, anchor=_anchor(state)))


def step_down(state: State) -> State:
    """Let every ball take one step."""
    return replace(_next_step(state), mode=Mode.ONE_DESCENT)


def step_back(state: State) -> State:
    """Take the newest step of every ball back."""
    chosen = curve_derived.choice(state)
    back = replace(chosen, steps=max(chosen.steps - 1, 0), part=1.0)
    return _with(state, back)


def toggle_descending(state: State) -> State:
    """Let the balls step on by themselves, or stop them."""
    if state.mode in (Mode.DESCENDING, Mode.ONE_DESCENT):
        return replace(state, mode=Mode.PAUSED)
    return replace(_next_step(state), mode=Mode.DESCENDING)


def reset_balls(state: State) -> State:
    """Put the balls back where they started; once more, to the present weight."""
    chosen = curve_derived.choice(state)
    if chosen.steps == 0:
        return _with(state, _anew(chosen))
    return _with(state, replace(chosen, steps=0, part=1.0))


def fall(state: State, seconds: float) -> State:
    """Let time pass for the balls."""
    chosen = curve_derived.choice(state)
    part = chosen.part + seconds * state.view.speed / STEP_SECONDS
    if part < 1:
        return replace(state, curve=replace(chosen, part=part))
    done = replace(state, curve=replace(chosen, part=1.0))
    if state.mode is Mode.ONE_DESCENT or chosen.steps >= MOST_STEPS or all_rest(done):
        return replace(done, mode=Mode.PAUSED)
    return _next_step(done)


def all_rest(state: State) -> bool:
    """Return whether no ball moves any more."""
    moving = [*curve_derived.descents(state)]
    if not plane_derived.on_network(state):
        moving.append(plane_derived.ball(state))
    return all(
        descent.ended or (steps and descent.places[steps] == descent.places[steps - 1])
        for descent in moving
        for steps in [curve_derived.steps_of(state, descent)]
    )


def set_ball_rate(state: State, index: int, rate: float) -> State:
    """Change one ball's learning rate; its trail becomes what it would have been."""
    if not (rate > 0 and isfinite(rate)):
        raise Refused(f"the learning rate must be a number above zero, not {rate}")
    return _with_ball(state, index, rate=rate)


def set_ball_optimizer(state: State, index: int, name: str) -> State:
    if name not in OPTIMIZERS:
        raise Refused(f"there is no optimiser called {name}")
    return _with_ball(state, index, optimizer=name)


def add_ball(state: State) -> State:
    """Add a ball with half the rate of the last one."""
    chosen = state.curve
    if len(chosen.balls) >= MOST_BALLS:
        raise Refused(f"there can be {MOST_BALLS} balls at once")
    last = curve_derived.balls(state)[-1]
    new = Ball(float(f"{last.rate / 2:.3g}"))
    return _with(state, replace(chosen, balls=(*chosen.balls, new)))


def remove_ball(state: State, index: int) -> State:
    """Take a ball away; the first one stays."""
    chosen = state.curve
    if not 0 < index < len(chosen.balls):
        raise Refused(f"ball {index + 1} cannot be taken away")
    kept = chosen.balls[:index] + chosen.balls[index + 1 :]
    return _with(state, replace(chosen, balls=kept))


def set_limits(state: State, low: float, high: float) -> State:
    """Show the curve between two weights."""
    if not (isfinite(low) and isfinite(high) and max(abs(low), abs(high)) <= FARTHEST):
        raise Refused(f"a range from {low} to {high} cannot be drawn")
    if high - low <= NARROWEST * max(abs(low), abs(high), 1.0):
        raise Refused(f"a range must end above its beginning: {low} to {high} cannot be drawn")
    return _with(state, replace(state.curve, limits=(low, high)))


def free_limits(state: State) -> State:
    """Choose the range automatically again."""
    return _with(state, replace(state.curve, limits=None))


def set_distance(state: State, distance: float) -> State:
    """Put the two points of the secant so far apart."""
    if not (distance > 0 and isfinite(distance)):
        raise Refused(f"the distance h must be a number above zero, not {distance}")
    return _with(state, replace(state.curve, distance=distance))


def set_central(state: State, central: bool) -> State:
    return _with(state, replace(state.curve, central=central))


def _anew(chosen: CurveChoice) -> CurveChoice:
    return replace(chosen, start=None, steps=0, part=1.0, anchor=None)


def _anchor(state: State) -> tuple[Quantity, int] | None:
    return curve_derived.anchor(state) if curve_derived.is_network(state) else None


def _next_step(state: State) -> State:
    chosen = curve_derived.choice(state)
    if chosen.steps >= MOST_STEPS:
        raise Refused(f"the balls have taken {MOST_STEPS} steps; reset them to go on")
    moved = replace(chosen, steps=chosen.steps + 1, part=0.0, anchor=_anchor(state))
    return replace(state, curve=moved)


def _with_ball(state: State, index: int, **changes: object) -> State:
    chosen = list(state.curve.balls)
    chosen[index] = replace(chosen[index], **changes)  # type: ignore[arg-type]  # named by callers
    return _with(state, replace(state.curve, balls=tuple(chosen)))


def _with(state: State, chosen: CurveChoice) -> State:
    return state if chosen == state.curve else replace(state, curve=chosen)

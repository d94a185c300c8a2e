"""What the TeX file of a figure needs before its picture."""

from collections.abc import Iterator, Sequence

from gui.draw.outlines import CORNERS, Outline
from gui.export.tex.statements import BP

PACKAGES = r"""\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
\fi
\usepackage{lmodern}
\ifPDFTeX\else\usepackage{fontspec}\fi
\usepackage{amsmath,amssymb}
\DeclareFontFamily{OMX}{lmex}{}% tall signs of any size
\DeclareFontShape{OMX}{lmex}{m}{n}{<->lmex10}{}
\usepackage{xcolor,tikz}
\usetikzlibrary{calc,arrows.meta}"""

PLOTS = r"""\usepackage{pgfplots}
\pgfplotsset{compat=1.16}"""

_ONLY_UNICODE = r"""\ifPDFTeX
  \errmessage{%s}
\fi"""

CHINESE = r"\usepackage[UTF8,scheme=plain]{ctex}"
WIDE_LETTERS = r"\ifPDFTeX\else\IfFontExistsTF{DejaVu Sans}{\setsansfont{DejaVu Sans}}{}\fi"

TYPE = r"""\newcommand\lowscripts{\def\defaultscriptratio{.6}}% lines are close to each other
\tikzset{
  size/.style={node font=\sffamily\lowscripts\fontsize{#1bp}{#1bp}\selectfont, inner sep=0pt},
  formula/.style 2 args={node font=\fontsize{#1bp}{#2bp}\selectfont, anchor=north west,
    inner sep=0pt, outer sep=0pt, execute at begin node={\jot=.6em\relax}},
  neuron place/.style={circle, inner sep=0pt, outer sep=0pt},
  every picture/.append style={line join=round},"""

HELPERS = {
    r"\squeezed": r"""\newsavebox\squeezedbox
\newcommand\squeezed[2]{\sbox\squeezedbox{#2}%
  \ifdim\wd\squeezedbox>#1\resizebox{#1}{\height}{\usebox\squeezedbox}%
  \else\usebox\squeezedbox\fi}""",
    r"\shrunk": r"""\newsavebox\shrunkbox
\newcommand\shrunk[2]{\sbox\shrunkbox{#2}%
  \ifdim\wd\shrunkbox>#1\resizebox{#1}{!}{\usebox\shrunkbox}\else\usebox\shrunkbox\fi}""",
    r"\fitted": r"""\newsavebox\fittedbox
\newcommand\fitted[3]{\sbox\fittedbox{#3}%
  \ifdim\wd\fittedbox>#1\sbox\fittedbox{\resizebox{#1}{!}{\usebox\fittedbox}}\fi
  \ifdim\dimexpr\ht\fittedbox+\dp\fittedbox>\dimexpr#2+2bp
    \resizebox*{!}{\dimexpr#2+2bp}{\usebox\fittedbox}%
  \else\usebox\fittedbox\fi}""",
    r"\begin{cells}": r"""\makeatletter
\newenvironment{cells}{\begin{scope}[cm={BP,0,0,-BP,(0,0)}]\pgflowlevelsynccm}{\end{scope}}
\def\cellrow #1 #2 {\def\celltop{#1bp}\def\cellheight{#2bp}}
\def\cell #1 #2 #3 #4 #5 {\pgfsys@color@rgb@fill{#3}{#4}{#5}%
  \pgfsys@rect{#1bp}{\celltop}{#2bp}{\cellheight}\pgfsys@fill}
\makeatother""".replace("BP", str(BP)),
    r"\ballsign": r"\newcommand\ballsign{\raisebox{-.12em}{\scalebox{1.5}{$\bullet$}}}",
    r"\linesign": r"\newcommand\linesign{\rule[.27em]{1em}{.13em}}",
    r"\dashsign": (
        r"\newcommand\dashsign{\rule[.27em]{.4em}{.13em}\kern.2em\rule[.27em]{.4em}{.13em}}"
    ),
    r"\finedashsign": (
        r"\newcommand\finedashsign{\rule[.29em]{.4em}{.07em}\kern.2em\rule[.29em]{.4em}{.07em}}"
    ),
    r"\dotsign": r"\newcommand\dotsign{$\cdot\!\cdot\!\cdot\!\cdot$}",
    r"\greysign": r"\newcommand\greysign{\raisebox{-.1em}{\color{gray!50}\rule{.8em}{.8em}}}",
    r"\pensign": r"\newcommand\pensign{$\mathcal{E}$}",
}


def fonts(*, chinese: bool, unicode: bool, refused: str) -> Iterator[str]:
    """Yield what letters need that pdfTeX does not have. refused: what it is told."""
    if chinese or unicode:
        yield _ONLY_UNICODE % refused
    if chinese:
        yield CHINESE
    elif unicode:
        yield WIDE_LETTERS


def helpers(lines: Sequence[str]) -> Iterator[str]:
    """Yield the definitions of those commands that lines use."""
    used = "\n".join(lines)
    for name, definition in HELPERS.items():
        if name in used:
            yield definition


def plot_marks(lines: Sequence[str]) -> Iterator[str]:
    """Yield the forms of the dots of classes that lines use."""
    used = "\n".join(lines)
    for outline, corners in CORNERS.items():
        name = mark_name(outline)
        if name not in used:
            continue
        points = (rf"\pgfqpoint{{{x}\pgfplotmarksize}}{{{-y}\pgfplotmarksize}}" for x, y in corners)
        first, *others = points
        path = "".join(rf"\pgfpathlineto{{{each}}}" for each in others)
        yield (
            rf"\pgfdeclareplotmark{{{name}}}{{\pgfpathmoveto{{{first}}}{path}"
            r"\pgfpathclose\pgfusepathqfillstroke}"
        )


def mark_name(outline: Outline) -> str:
    """Return the name of the form of a dot in pgfplots."""
    return "*" if outline is Outline.CIRCLE else f"class {outline.name.lower()}"

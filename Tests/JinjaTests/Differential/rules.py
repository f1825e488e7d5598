"""What is no disagreement: accidents of the reference, and the differences that docs/differences.md lists.

Each rule has a name, and says of a case in which the answers differ whether it is the reason.
"""
import ast
import html
import json
import re

# Text that `e`, `safe` and the like have marked.
MARKED = re.compile(r"tojson|escape|\be\b|safe|urlize|xmlattr")
# What depends on chance: no seed.
# A seed that counts as false is none.
CHANCE = re.compile(r"\| *shuffle\((''|\"\"|\[\]|nil\b|.*\b(default|list|map)\b)|\| *random\b(?!\([^()]*,[^()]*,)(?!.*seed)|\| *shuffle\b(?!\((?!none)[^)])|lipsum\(|\| *strftime\b(?!\((?!utc))")
# Tests of results give what the result holds.
RESULTS = re.compile(r"\bis (not )?(changed?|failed|failure|succe\w+|skip(ped)?|unreachable|reachable|timedout|started|finished)\b")
# The order of Python's sets is that of its hashes.
SETS = re.compile(r"\b(union|intersect|difference|symmetric_difference)\b")
SETS_USED = re.compile(r"\b(union|intersect|difference|symmetric_difference)\b.*(\[|\.|\||\bfor\b)")
PASSED_ON = re.compile(r"map\(|lookup\(|query\(|\.format\(|\{%.?\s*(set|macro|for|filter)|\.get\(|\bquote\b|to_(nice_)?json.* if | if .*to_(nice_)?json")


class Case:
    """A template, its mode, and the answers: `wanted` and `found` are None where it failed, then `why` and `words` say why."""

    def __init__(self, text, mode, wanted, found, broken):
        self.text, self.mode, self.broken = text, mode, broken
        self.wanted, self.why = wanted[0], wanted[1] or ""
        self.found, self.words = found[0], found[1] or ""

    def shows(self, pattern):
        return self.wanted is not None and bool(re.search(pattern, self.wanted))


RULES = {
    # Accidents of the reference.
    "chance": lambda c: c.wanted and c.found and CHANCE.search(c.text),
    "the reference ran out of time or memory": lambda c: c.wanted == "timeout" or "MemoryError" in c.why,
    "addresses of Python's objects": lambda c: c.shows(r"(?i) \w\w 0x|object 0x") and c.found and unnamed(c.wanted) == unnamed(c.found) or re.search(r"(joiner|cycler)\(.*\| *string", c.text),
    "IndexError in a constant part": lambda c: c.wanted is None and "IndexError: list index out of range" in c.why,
    "infinite constants": lambda c: c.wanted is None and re.search("name '(inf|nan)' is not defined", c.why),
    "a dict that changes while it is gone through": lambda c: "changed size during iteration" in c.why,
    "a failing constant part: the template's own text": lambda c: c.wanted is not None and is_own_text(c) or any(name in c.text for name in c.broken),
    # Jinja2 writes them without brackets into the Python that it makes.
    "negative constants to a power": lambda c: "**" in c.text and c.wanted and c.found
    and (re.search(r"\(-[\d.e]+\)( \| \w+(\([^()]*\))?\))? \*\*", c.text) or c.wanted.replace("-", "") == c.found.replace("-", "")),
    # What has backslashes loses one end of a line more.
    "ends of lines": lambda c: c.text.endswith("\r\n") and "\\" in c.text and c.wanted and c.found and c.wanted.replace("\\n", "") == c.found.replace("\\n", ""),
    # Intended differences.
    "is filter, is test": lambda c: c.wanted is None and re.search(r"\bis (not )?(filter|test)\b|'(filter|test)'", c.text),
    "Python's inner attributes": lambda c: re.search(r"\.__|\['__", c.text) and (c.found is None or c.wanted is None),
    "undefined values as text": lambda c: c.shows("(?i)undefined") and (c.found is None or "undefined" in c.found.lower()) or re.search(r"\| string\)* \| (length|count)", c.text),
    "filters and tests without a name that is reached": lambda c: c.wanted is not None and c.found is None and re.search("No (filter|test) named", c.words),
    "the loop as text": lambda c: c.shows("LoopContext"),
    "marked text: type": lambda c: c.shows(r"Markup|NativeJinjaText|AnsibleUnsafe|M?.rkup|M;a;r;k;u;p") or re.search("type_debug|pprint", c.text) and MARKED.search(c.text) or "Markup" in c.why or ("join()" in c.words or re.search("length|count", c.text)) and MARKED.search(c.text) or re.search(r"\bis (not )?escaped\b", c.text) and MARKED.search(c.text),
    "NotImplemented": lambda c: c.shows("NotImplemented"),
    "surrogates": lambda c: c.shows(r"\\u[dD][89a-fA-F]"),
    "complex numbers": lambda c: c.shows(r"\dj\)") or "complex number" in c.words,
    "dates": lambda c: c.shows(r"datetime\.") or "from_yaml" in c.text and c.wanted and c.found and c.wanted.replace("'", "") == re.sub("['\"]", "", c.found),
    "bytes as text": lambda c: c.shows(r"\bb\\?'") and "encode(" in c.text,
    "bytes": lambda c: re.search(r"\bencode\(", c.text),
    "slices of constants": lambda c: c.found is None and "is not subscriptable" in c.words,
    "sets of keys": lambda c: c.found is None and re.search(r"\.(keys|items)\(\)\)* *- ", c.text),
    "tuples of indexed_items": lambda c: "indexed_items" in c.text and c.wanted and c.found and bare(c.wanted) == bare(c.found),
    "results are not rendered again": lambda c: re.search(r"\b(lookup|query|q)\(", c.text) and "{{" in (c.found or ""),
    "blanks around texts of nested and together": lambda c: re.search("together|nested", c.text) and c.wanted and c.found and bare(c.wanted) == bare(c.found),
    "references": lambda c: re.search(r"\{% set (\w+) = \w+ %\}.*\{% do \1\.", c.text),
    "results as they are": lambda c: RESULTS.search(c.text) and c.found in ("True", "False") and c.wanted is not None,
    "bounds": lambda c: c.found is None and re.search("too large|too many|too long", c.words),
    "variables that are not reached": lambda c: c.wanted is None and c.found is not None and "exception occurred while templating" in c.why,
    "order of sets": lambda c: c.found is not None and c.wanted is not None and SETS.search(c.text) and sorted(c.wanted) == sorted(c.found),
    "order of sets: used": lambda c: SETS_USED.search(c.text),
    "variables alone stay numbers": lambda c: re.fullmatch(r"\{\{\s*\w+\s*\}\}", c.text) and c.wanted == "'%s'" % c.found,
    "marked text: escapes": lambda c: c.wanted and c.found and MARKED.search(c.text) and is_same_unmarked(c.wanted, c.found),
    "text of to_json and string": lambda c: c.wanted and c.found and PASSED_ON.search(c.text) and is_passed_on(c),
    "arguments of a wrong type": lambda c: c.wanted is not None and c.found is None and re.search("must be (an integer|str), not|'(indent|postfix)' must be", c.words),
    "undefined where Python does not look": lambda c: c.wanted is not None and c.found is None and "(" in c.text
    and (re.search("is undefined|has no (attribute|element)|sequence was empty|was not provided|without an else|no else section", c.words) or "undef(" in c.text),
}


def excuse(text, mode, wanted, found, broken=()):
    """The rule by which answers that differ are no disagreement, or None. `broken` are the variables whose templates come out
    as they stand."""
    case = Case(text, mode, wanted, found, broken)
    return next((name for name, holds in RULES.items() if holds(case)), None)


def is_stable(text, answer):
    """Whether the reference gives the same on each run."""
    return not CHANCE.search(text) and answer[0] != "timeout" and " at 0x" not in (answer[0] or "")


def unnamed(text):
    """The text with all objects the same."""
    return re.sub(r"(?i)'?<[\w.' ]*(<[\w.]* object)?[^<>]*( \w+ 0x\w+)?>+'?", "<>", text)


def bare(text):
    """The text without blanks, brackets and quotes."""
    return re.sub(r"""\\+u\w{4}|\\+x\w\w|\\+[nrt'"\\]|[\s()\[\]'"\\]""", "", text)


def is_own_text(case):
    """Whether what came out is the template, with or without its header and its last newline."""
    text, answer = case.text, case.wanted
    if answer in ("'['", "'{'") or answer and case.mode == "render" and "raw" not in text and "{{ " in answer:
        return True
    body = text.split("\n", 1)[1] if text.startswith("#jinja2:") and "\n" in text else text
    return answer in [repr(part) for whole in (text, body) for part in (whole, whole + "\n", whole[:-1])]


def is_same_unmarked(wanted, found):
    """Whether two texts differ in escapes of HTML only."""
    try:
        return unescaped(ast.literal_eval(wanted)) == unescaped(ast.literal_eval(found))
    except (ValueError, SyntaxError, TypeError, AttributeError):
        return False


def unescaped(text):
    plain = html.unescape(text)
    return plain if plain == text else unescaped(plain)


def is_passed_on(case):
    """Whether text that `string` or `to_json` made is text still behind `map`, `set` or a macro: only Python can tell."""
    for text, value in ((case.wanted, case.found), (case.found, case.wanted)):
        for read in (ast.literal_eval, json.loads):
            try:
                if repr(read(ast.literal_eval(text))) == value:
                    return True
            except (ValueError, SyntaxError, TypeError):
                pass
    return False

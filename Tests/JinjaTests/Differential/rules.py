"""What is no disagreement: accidents of the reference, and the differences that docs/differences.md lists."""
import ast
import re

# The order of Python's sets is that of its hashes.
SETS = re.compile(r"\b(union|intersect|difference|symmetric_difference)\b")
# Tests of results give what the result holds.
RESULTS = re.compile(r"\bis (not )?(changed?|failed|failure|succe\w+|skip(ped)?|unreachable|reachable|timedout|started|finished)\b")
# `'x' is filter` raises where there is none.
NAMES = re.compile(r"\bis (not )?(filter|test)\b|'(filter|test)'")


def is_told(text, mode, answer):
    """Whether the reference's answer says something: the same on each run, and no accident of its making.

    Where folding a constant part fails, ansible-core gives the template's own text. The text of an undefined value inside a
    list, bytes, dates, complex numbers, and the loop itself as text (which ends it) are intended differences.
    """
    if mode == "expr" and ("{{" in text or "{%" in text) or NAMES.search(text) or "__" in text:
        return False
    if answer[0] is None:
        return True
    if answer[0] in ("timeout", "'['", "'{'") or mode == "render" and "raw" not in text and "{{ " in answer[0] or is_unchanged(text, answer[0]):
        return False
    return not re.search(r" at 0x|object 0x|ndefined|NDEFINED|LoopContext|Markup\(|NativeJinjaText|\\udc|\dj\)|datetime\.|\bb\\?'", answer[0])


def is_unchanged(text, answer):
    """Whether what came out is the template, with or without its header and its last newline."""
    body = text.split("\n", 1)[1] if text.startswith("#jinja2:") and "\n" in text else text
    return answer in [repr(part) for whole in (text, body) for part in (whole, whole + "\n", whole[:-1])]


def is_intended(text, wanted, found):
    """Whether Bosun's answer differs with intent: docs/differences.md."""
    if found[0] is None:
        words = found[1] or ""
        if re.search("too large|too many|too long|complex number", words):
            return True
        # An argument that is undefined is an error even where it is not needed.
        return wanted[0] is not None and bool(re.search("is undefined|has no (attribute|element)", words)) and "(" in text
    if "AnsibleUndefined" in found[0]:
        return True
    # What is not reached is not rendered; in Jinja2 all names of a template are looked up when it begins.
    if wanted[0] is None and "exception occurred while templating" in wanted[1]:
        return True
    if RESULTS.search(text) or is_passed_on(text, wanted, found):
        return True
    return bool(SETS.search(text)) and wanted[0] is not None and sorted(wanted[0]) == sorted(found[0])


def is_passed_on(text, wanted, found):
    """Whether text that `string` or `to_json` made is text still behind `map`, `set` or a macro: only Python can tell."""
    if wanted[0] is None or not re.search(r"map\(|\{%.? *(set|macro|for)", text):
        return False
    try:
        return repr(ast.literal_eval(ast.literal_eval(wanted[0]))) == found[0]
    except (ValueError, SyntaxError, TypeError):
        return False

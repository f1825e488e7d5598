"""What is no disagreement: accidents of the reference, and the differences that docs/differences.md lists."""
import ast
import html
import json
import re

# The order of Python's sets is that of its hashes.
SETS = re.compile(r"\b(union|intersect|difference|symmetric_difference)\b")
SETS_USED = re.compile(r"\b(union|intersect|difference|symmetric_difference)\b.*(\[|\.|\||\bfor\b)")
# Bytes are text.
BYTES = re.compile(r"\bencode\(")
# There are no marks of text that need not be escaped.
MARKED = re.compile(r"tojson|escape|\be\b|safe|urlize|xmlattr")
# Whether a cycle is an error depends on how deep Python's stack is.
CYCLES = re.compile(r"\bv_(a|b|self)\b")
# What depends on chance: no seed.
CHANCE = re.compile(r"\| *(random|shuffle)\b(?!.*seed)(?!\([^)])|lipsum\((?!n)")
# Tests of results give what the result holds.
RESULTS = re.compile(r"\bis (not )?(changed?|failed|failure|succe\w+|skip(ped)?|unreachable|reachable|timedout|started|finished)\b")
# `'x' is filter` raises where there is none.
NAMES = re.compile(r"\bis (not )?(filter|test)\b|'(filter|test)'")


def is_told(text, mode, answer):
    """Whether the reference's answer says something: the same on each run, and no accident of its making.

    Where folding a constant part fails, ansible-core gives the template's own text. The text of an undefined value inside a
    list, bytes, dates, complex numbers, and the loop itself as text (which ends it) are intended differences.
    """
    if mode == "expr" and ("{{" in text or "{%" in text) or NAMES.search(text) or CHANCE.search(text) or CYCLES.search(text) or "__" in text:
        return False
    if answer[0] is None:
        # A constant that is infinite has no name in the code that Jinja2 makes.
        return not re.search("name '(inf|nan)'|changed size during iteration", answer[1])
    if answer[0] in ("timeout", "'['", "'{'") or mode == "render" and "raw" not in text and "{{ " in answer[0] or is_unchanged(text, answer[0]):
        return False
    return not re.search(r" at 0x|object 0x|ndefined|NDEFINED|LoopContext|Markup\(|NativeJinjaText|AnsibleUnsafe|NotImplemented|\\udc|\dj\)|datetime\.|\bb\\?'", answer[0])


def is_unchanged(text, answer):
    """Whether what came out is the template, with or without its header and its last newline."""
    body = text.split("\n", 1)[1] if text.startswith("#jinja2:") and "\n" in text else text
    return answer in [repr(part) for whole in (text, body) for part in (whole, whole + "\n", whole[:-1])]


def is_intended(text, wanted, found):
    """Whether Bosun's answer differs with intent: docs/differences.md."""
    if found[0] is None:
        return is_stricter(text, wanted, found[1] or "")
    if "AnsibleUndefined" in found[0] or RESULTS.search(text) or BYTES.search(text):
        return True
    if wanted[0] is None:
        # What is not reached is not rendered; in Jinja2 all names of a template are looked up when it begins.
        return "exception occurred while templating" in wanted[1] or bool(SETS_USED.search(text))
    if SETS.search(text):
        return True
    # In variables alone, numbers differ from text with jinja2_native only.
    if re.fullmatch(r"\{\{\s*\w+\s*\}\}", text) and wanted[0] == "'%s'" % found[0]:
        return True
    return MARKED.search(text) and is_same_unmarked(wanted[0], found[0]) or is_passed_on(text, wanted[0], found[0])


def is_same_unmarked(wanted, found):
    """Whether two texts differ in escapes of HTML only."""
    try:
        return html.unescape(ast.literal_eval(wanted)) == html.unescape(ast.literal_eval(found))
    except (ValueError, SyntaxError, TypeError, AttributeError):
        return False


def is_stricter(text, wanted, words):
    """Whether Bosun refuses what Python does not look at: an argument that is undefined or of a wrong type but not needed;
    or what is too large."""
    if re.search("too large|too many|too long|complex number", words) or BYTES.search(text):
        return True
    if wanted[0] is None:
        return False
    if SETS_USED.search(text) or "must be an integer, not" in words or "'indent' must be" in words:
        return True
    return "(" in text and bool(re.search("is undefined|has no (attribute|element)", words) or "undef(" in text)


def is_passed_on(text, wanted, found):
    """Whether text that `string` or `to_json` made is text still behind `map`, `set` or a macro: only Python can tell."""
    if not re.search(r"map\(|\{%.?\s*(set|macro|for|filter)|\.get\(|\bquote\b", text):
        return False
    for read in (ast.literal_eval, json.loads):
        try:
            if repr(read(ast.literal_eval(wanted))) == found:
                return True
        except (ValueError, SyntaxError, TypeError):
            pass
    return False

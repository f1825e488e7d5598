"""What names.py calls filters, tests and methods with."""

VARIABLES = {
    "s": "Hello World", "u": [{"name": "bob", "age": 30, "on": True}, {"name": "alice", "age": 25, "on": False}, {"name": "carl", "age": 30}],
    "d": {"b": 1, "a": {"x": [1, 2]}, "c": None}, "l": [3, 1, 2, 1], "n": [[1, 2], [3, [4]], "x"], "w": ["b", "A", "a", "é"], "nil": None,
}
VALUES = [
    "none", "nope", "''", "'abc'", "'Hello World'", "' pad '", "'été ß'", "'日本😀'", "'a,b;c'", "'10'", "'3.5'", "'0x1f'", "'true'", "'no'", "true", "false",
    "0", "1", "-1", "5", "255", "1.5", "-0.0", "1e20", "12345678901234567890123", "[]", "{}", "[1, 'b']", "[none]", "[nope]", "['a', 'b', 'a']",
    "[[1, 2], [3]]", "{'k': 1}", "{'k': nope}", "{1: 2}", "{none: true}", "{'a': {'b': [1]}}", "(1, 2)", "()", "range(3)", "s", "u", "d", "l", "n", "w",
    "'/etc/app/x.tar.gz'", "'line1\\nline2\\n'", "'1.2.3'", "'http://u:p@h:80/p?q=1#f'", "'{\\\"a\\\": [1, 2.0]}'", "'a: [1, yes]'", "'YWJj'", "'1h'", "'2 KB'",
    "'%Y'", "'<b>&'", "[{'a': 1}, {'b': 2}]", "[['k', 1]]", "{'a': 1}.items()", "[true, none, 'x', 1.5]", "'x' * 100", "[1.5, 2]", "-7", "10 ** 30", "2 ** 63", "-(2 ** 64)", "2 ** 31", "10 ** 400 // 10 ** 95", "1.7e308", "1.7e308 * 10", "-1.7e308 * 10", "(1.7e308 * 10) * 0", "5e-324", "0.1 + 0.2", "1e16", "123456.5",
    "' 12 '", "'1_000'", "'١٢'", "'1e400'", "'nan'", "'-inf'", "'\\x00'", "'e\u0301'", "'ǆﬁİ'", "'𝟙²'", "'a\u2028b'", "'\ufeffx'", "'\\t'", "'[1, 2'", "'{{ 1 }}'", "'%s %d'", "'$HOME ~'", "'\\1'", "'a|b'", "'('",
    "namespace(a=1)", "undef()", "undef(hint='h')", "undef", "range", "d.nope", "d.nope.deep", "u[9]", "d.keys()", "d.values()", "l | map('string')", "l | select('odd')", "n | batch(2)", "'a.b' | split('.')",
    "[[[[[1]]]], {'a': [{}]}]", "{'a': 1, 'b': none, 'c': [1]}", "[{'name': 'x', 'x': [1, 2]}, {'name': 'y', 'x': []}]", "{'x': {'name': 'q', 'x': [3]}}", "[(1, 2), (1, 3)]", "[[1, 2], [1, 2]]", "['b', 'B', 'a', 'ä', 'Z']", "[1, true, 1.0, '1']",
    "[0.1, 2, -3, 1e3]", "['1.10', '1.9']", "'2024-02-29 12:30:45'", "'http://[::1]:99999/'", "'urn:x:y'", "'mailto:a@b.c see www.x.org'", "'$ANSIBLE_VAULT;1.1;AES256\\n00'", "{'failed': true, 'changed': 'yes', 'rc': 0}", "{'skipped': true, 'started': 1}",
]
# What is usual after the input, by name: positional arguments or keywords, each in the form of an expression.
ARGUMENTS = {
    "attr": ["'a'"], "batch": ["2", "'x'"], "bool": [], "center": ["20"], "combine": ["{'z': 1}", "recursive=true", "list_merge='append'"],
    "combinations": ["2"], "comment": ["'c'", "decoration='> '", "prefix='-'", "prefix_count=2", "postfix='='", "end='END'", "beginning='B'"],
    "default": ["'dflt'", "true"], "d": ["'dflt'", "true"], "dict2items": ["key_name='k'", "value_name='v'"], "dictsort": ["true", "by='value'", "reverse=true"],
    "difference": ["[1, 'b']"], "extract": ["{'k': 1, 'abc': [1, 2]}", "morekeys=0"], "filesizeformat": ["true"], "flatten": ["levels=1", "skip_nulls=false"],
    "float": ["2.5"], "format": ["1", "'x'"], "from_json": [], "groupby": ["'name'", "default='z'", "case_sensitive=true"], "hash": ["'sha256'"], "human_readable": ["isbits=true", "unit='K'"],
    "human_to_bytes": ["isbits=true", "default_unit='M'"], "indent": ["width=2", "first=true", "blank=true"], "int": ["7", "base=16"], "intersect": ["[1, 'b']"],
    "items2dict": ["key_name='name'", "value_name='age'"], "join": ["','", "attribute='name'"], "list": [], "log": ["10"], "mandatory": ["'message'"], "map": ["'upper'", "attribute='name'", "default='z'"],
    "max": ["case_sensitive=true", "attribute='age'"], "min": ["case_sensitive=true", "attribute='age'"], "password_hash": ["'sha512'", "'saltsalt'", "rounds=5000"],
    "path_join": [], "permutations": ["2"], "pow": ["2"], "product": ["[1, 2]", "['x']"], "random": ["seed='a'", "start=1", "step=2"], "regex_escape": ["'posix_basic'"],
    "regex_findall": ["'[a-c]'", "multiline=true", "ignorecase=true"], "regex_replace": ["'[a-c]'", "'<\\\\g<0>>'", "ignorecase=true", "multiline=true", "count=1", "mandatory_count=1"],
    "regex_search": ["'([a-c])'", "'\\\\1'", "ignorecase=true", "multiline=true"], "reject": ["'odd'"], "rejectattr": ["'name'", "'equalto'", "'bob'"], "rekey_on_member": ["'name'", "duplicates='overwrite'"],
    "relpath": ["'/etc'"], "replace": ["'a'", "'b'", "1"], "root": ["3"], "round": ["1", "'floor'"], "select": ["'odd'"], "selectattr": ["'name'", "'equalto'", "'bob'"],
    "shuffle": ["seed='a'"], "slice": ["2", "'x'"], "sort": ["true", "case_sensitive=true", "attribute='name'"], "split": ["','", "1"], "strftime": ["0", "true"],
    "subelements": ["'x'", "skip_missing=true"], "sum": ["attribute='age'", "start=1"], "symmetric_difference": ["[1, 'b']"], "ternary": ["'y'", "'n'", "'z'"],
    "to_datetime": ["'%Y-%m-%d'"], "to_json": ["indent=1", "sort_keys=true", "ensure_ascii=false", "separators=(',', ':')", "vault_to_text=true", "preprocess_unsafe=true"],
    "to_nice_json": ["indent=1", "sort_keys=false", "ensure_ascii=true"], "to_nice_yaml": ["indent=2", "width=30", "sort_keys=false", "explicit_start=true"],
    "to_yaml": ["default_flow_style=true", "width=30", "indent=3", "explicit_end=true", "allow_unicode=false", "default_style='|'", "canonical=true", "line_break='\\n'", "version=(1, 1)"],
    "to_uuid": ["'11111111-2222-3333-4444-555555555555'"], "tojson": ["indent=1"], "trim": ["'a'"], "truncate": ["5", "true", "'~'", "0"], "union": ["[1, 'b']"],
    "unique": ["case_sensitive=true", "attribute='name'"], "urlencode": [], "urlize": ["10", "true", "'_blank'", "'me'"], "urlsplit": ["'hostname'"], "wordwrap": ["5", "false", "'|'", "false"],
    "xmlattr": ["false"], "zip": ["[1, 2]", "['x']"], "zip_longest": ["[1, 2]", "['x']", "fillvalue='-'"], "b64decode": ["encoding='latin-1'"], "b64encode": ["encoding='utf-16-le'"],
    "checksum": [], "title": [], "type_debug": [], "items": [], "quote": [], "splitext": [], "expandvars": [], "normpath": [], "commonpath": [], "pprint": ["true"], "from_yaml_all": [],
    "capitalize": [], "wordcount": [], "reverse": [], "first": [], "last": [], "length": [], "count": [], "lower": [], "upper": [], "string": [], "striptags": [], "safe": [],
    "escape": [], "e": [], "forceescape": [], "abs": [], "md5": [], "sha1": [], "from_yaml": [], "urldecode": [], "basename": [], "dirname": [], "win_basename": [], "win_dirname": [],
    "win_splitdrive": [],
}
TESTS = {
    "all": [], "any": [], "boolean": [], "callable": [], "changed": [], "contains": ["'a'"], "defined": [], "divisibleby": ["2"], "eq": ["1"], "escaped": [], "even": [], "failed": [],
    "false": [], "falsy": ["convert_bool=true"], "filter": [], "finished": [], "float": [], "ge": ["1"], "gt": ["1"], "in": ["[1, 'abc']"], "integer": [], "iterable": [], "le": ["1"],
    "lower": [], "lt": ["1"], "mapping": [], "match": ["'[a-c]'", "ignorecase=true", "multiline=true"], "nan": [], "ne": ["1"], "none": [], "number": [], "odd": [], "reachable": [],
    "regex": ["'[a-c]'", "ignorecase=true", "match_type='match'"], "sameas": ["none"], "search": ["'[a-c]'", "ignorecase=true"], "sequence": [], "skipped": [], "started": [], "string": [],
    "subset": ["[1, 2, 'b']"], "succeeded": [], "superset": ["[1]"], "test": [], "timedout": [], "true": [], "truthy": ["convert_bool=true"], "undefined": [], "unreachable": [], "upper": [],
    "uri": ["schemes=['http']"], "url": ["schemes=['http']"], "urn": [], "vault_encrypted": [], "vaulted_file": [],
    "version": ["'1.2'", "'>='", "strict=true", "version_type='loose'"], "abs": [], "isnan": [],
}


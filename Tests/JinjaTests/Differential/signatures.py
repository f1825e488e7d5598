"""What filters, tests and methods take: the input's kind, then `name=kind` for each argument.

A kind is a key of `calls.VALUES` or of the grammar; `*` stands for any number of further ones. Left out is what depends on
chance, on the time or on the machine.
"""

FILTERS = {
    "abs": "number", "attr": "dict name=word", "b64decode": "b64 encoding=codec", "b64encode": "str encoding=codec", "basename": "path",
    "batch": "list linecount=width fill_with=any", "bool": "boolish", "capitalize": "str", "center": "str width=width", "checksum": "str",
    "combinations": "list r=small", "combine": "dict *=dict recursive=bool list_merge=merge", "comment": "str style=comment decoration=str prefix=str postfix=str newline=str beginning=str end=str prefix_count=small postfix_count=small",
    "commonpath": "paths", "count": "list", "default": "any default_value=any boolean=bool", "d": "any default_value=any boolean=bool",
    "dict2items": "dict key_name=word value_name=word", "dictsort": "dict case_sensitive=bool by=by reverse=bool", "difference": "list b=list",
    "dirname": "path", "e": "str", "escape": "str", "extract": "key container=any morekeys=key", "filesizeformat": "number binary=bool",
    "first": "list", "flatten": "nested levels=small skip_nulls=bool", "float": "numeral default=any", "forceescape": "str", "format": "printf *=any",
    "from_json": "json", "from_yaml": "yaml", "from_yaml_all": "yaml", "groupby": "users attribute=attribute default=any case_sensitive=bool",
    "hash": "str hashtype=hash", "human_readable": "number isbits=bool unit=unit", "human_to_bytes": "size default_unit=unit isbits=bool",
    "indent": "str width=width first=bool blank=bool", "int": "numeral default=any base=base", "intersect": "list b=list", "items": "dict",
    "items2dict": "pairs key_name=word value_name=word", "join": "list d=str attribute=attribute", "last": "list", "length": "any", "list": "any",
    "log": "number base=number", "lower": "str", "mandatory": "any msg=str", "max": "list case_sensitive=bool attribute=attribute", "md5": "str",
    "min": "list case_sensitive=bool attribute=attribute", "normpath": "path", "path_join": "paths", "permutations": "list r=small",
    "pow": "number y=small", "pprint": "any", "product": "list *=list repeat=tiny", "quote": "str", "regex_escape": "str re_type=retype",
    "regex_findall": "str regex=regex multiline=bool ignorecase=bool", "regex_replace": "str pattern=regex replacement=repl ignorecase=bool multiline=bool count=small mandatory_count=small",
    "regex_search": "str regex=regex *=group multiline=bool ignorecase=bool", "reject": "list test=test arg=any", "rejectattr": "users attribute=attribute test=test arg=any",
    "rekey_on_member": "users key=word duplicates=duplicates", "relpath": "path start=path", "replace": "str old=str new=str count=width",
    "reverse": "list", "root": "number base=number", "round": "number precision=width method=round", "safe": "str", "select": "list test=test arg=any",
    "selectattr": "users attribute=attribute test=test arg=any", "sha1": "str", "shuffle": "list seed=seed", "random": "list start=width step=width seed=seed",
    "slice": "list slices=small fill_with=any", "sort": "list reverse=bool case_sensitive=bool attribute=attribute", "split": "str sep=str maxsplit=small",
    "splitext": "path", "strftime": "timeformat second=number utc=bool", "string": "any", "striptags": "html", "subelements": "users subelements=attribute skip_missing=bool",
    "sum": "list attribute=attribute start=number", "symmetric_difference": "list b=list", "ternary": "any true_val=any false_val=any none_val=any",
    "title": "str", "to_datetime": "date format=timeformat", "to_json": "any indent=small sort_keys=bool ensure_ascii=bool separators=separators", "to_nice_json": "any indent=small sort_keys=bool ensure_ascii=bool",
    "to_nice_yaml": "any indent=small width=width sort_keys=bool default_flow_style=bool", "to_yaml": "any indent=small width=width default_flow_style=bool sort_keys=bool explicit_start=bool", "to_uuid": "str namespace=uuid",
    "tojson": "any indent=small", "trim": "str chars=str", "truncate": "str length=width killwords=bool end=str leeway=width", "type_debug": "any",
    "union": "list b=list", "unique": "list case_sensitive=bool attribute=attribute", "upper": "str", "urldecode": "quoted", "urlencode": "any",
    "urlize": "html trim_url_limit=width nofollow=bool target=str rel=str", "urlsplit": "url query=urlpart", "win_basename": "path", "win_dirname": "path",
    "win_splitdrive": "path", "wordcount": "str", "wordwrap": "str width=width break_long_words=bool wrapstring=str break_on_hyphens=bool",
    "xmlattr": "dict autospace=bool", "zip": "list *=list", "zip_longest": "list *=list fillvalue=any", "map": "list filter=filter arg=any",
    "nope": "any",
}

TESTS = {
    "!=": "any b=any", "<": "number b=number", "<=": "number b=number", "==": "any b=any", ">": "str b=str", ">=": "list b=list", "abs": "path",
    "all": "list", "any": "list", "boolean": "any", "callable": "any", "change": "result", "changed": "result", "contains": "list value=any",
    "defined": "any", "divisibleby": "int num=small", "eq": "any b=any", "equalto": "any b=any", "even": "int", "failed": "result", "failure": "result",
    "false": "any", "falsy": "any convert_bool=bool", "filter": "word", "finished": "result", "float": "any", "ge": "any b=any", "greaterthan": "number b=number",
    "gt": "any b=any", "in": "any seq=list", "integer": "any", "is_abs": "path", "isnan": "number", "issubset": "list b=list", "issuperset": "list b=list",
    "iterable": "any", "le": "any b=any", "lessthan": "number b=number", "lower": "str", "lt": "any b=any", "mapping": "any",
    "match": "str pattern=regex ignorecase=bool multiline=bool", "nan": "number", "ne": "any b=any", "none": "any", "number": "any", "odd": "int", "reachable": "result",
    "regex": "str pattern=regex ignorecase=bool multiline=bool match_type=matchtype", "sameas": "any other=any", "search": "str pattern=regex ignorecase=bool multiline=bool",
    "sequence": "any", "skip": "result", "skipped": "result", "started": "result", "string": "any", "subset": "list b=list", "succeeded": "result",
    "success": "result", "successful": "result", "superset": "list b=list", "test": "word", "timedout": "result", "true": "any", "truthy": "any convert_bool=bool",
    "undefined": "any", "unreachable": "result", "upper": "str", "uri": "url schemes=any", "url": "url schemes=any", "urn": "url",
    "version": "version version=version operator=operator strict=bool version_type=versiontype", "version_compare": "version version=version operator=operator",
    "nope": "any",
}

METHODS = {
    "str": {
        "capitalize": "", "casefold": "", "center": "/=width /=char", "count": "/=str /=width /=width", "endswith": "/=affix /=width /=width", "expandtabs": "tabsize=small",
        "find": "/=str /=width /=width", "format": "*=any", "format_map": "/=dict", "index": "/=str /=width /=width", "isalnum": "", "isalpha": "", "isascii": "",
        "isdecimal": "", "isdigit": "", "isidentifier": "", "islower": "", "isnumeric": "", "isprintable": "", "isspace": "", "istitle": "", "isupper": "",
        "join": "/=texts", "ljust": "/=width /=char", "lower": "", "lstrip": "/=str", "partition": "/=str", "removeprefix": "/=str", "removesuffix": "/=str",
        "replace": "/=str /=str /=width", "rfind": "/=str /=width /=width", "rindex": "/=str /=width /=width", "rjust": "/=width /=char", "rpartition": "/=str",
        "rsplit": "sep=str maxsplit=small", "rstrip": "/=str", "split": "sep=str maxsplit=small", "splitlines": "keepends=bool", "startswith": "/=affix /=width /=width",
        "strip": "/=str", "swapcase": "", "title": "", "translate": "/=table", "maketrans": "/=table", "upper": "", "zfill": "/=width",
    },
    "list": {
        "append": "/=any", "clear": "", "copy": "", "count": "/=any", "extend": "/=list", "index": "/=any /=width /=width", "insert": "/=small /=any", "pop": "/=small",
        "remove": "/=any", "reverse": "", "sort": "reverse=bool",
    },
    "tuple": {"count": "/=any", "index": "/=any /=width /=width", "append": "/=any"},
    "dict": {
        "clear": "", "copy": "", "fromkeys": "/=list /=any", "get": "/=key /=any", "items": "", "keys": "", "pop": "/=key /=any", "popitem": "", "setdefault": "/=key /=any",
        "update": "/=dict", "values": "", "nope": "",
    },
    "int": {"as_integer_ratio": "", "bit_count": "", "bit_length": "", "conjugate": "", "upper": ""},
    "float": {"as_integer_ratio": "", "conjugate": "", "hex": "", "is_integer": ""},
}

GLOBALS = {
    "range": "/=width /=width /=small", "dict": "/=pairs", "cycler": "*=any", "joiner": "sep=str", "namespace": "/=dict", "lipsum": "n=zero",
    "undef": "hint=str",
}

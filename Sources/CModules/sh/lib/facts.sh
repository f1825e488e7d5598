# Putting facts, those that the filter wants, and reading the kernel's small files.
#
# part facts

# wanted NAME: whether the filter lets the fact `ansible_NAME` through.
wanted() { [ -z "${p_filter-}" ] || matches "ansible_$1"; }

# matches NAME: whether the filter lets a fact of this whole name through. Patterns may leave the
# prefix out.
matches() {
  [ -n "${p_filter-}" ] || return 0
  fact_key=$1
  eval "set -- $p_filter"
  [ $# -gt 0 ] || return 0
  for fact_pattern; do
    # The pattern is one for `case`, so it stands unquoted.
    # shellcheck disable=SC2254
    case $fact_key in $fact_pattern | ansible_$fact_pattern) return 0 ;; esac
    [ -n "$fact_pattern" ] || return 0
  done
  return 1
}

# fact NAME TEXT, fact_json NAME JSON: a fact.
fact() { if wanted "$1"; then put_s "ansible_$1" "$2"; fi; }
fact_json() { if wanted "$1"; then put_j "ansible_$1" "$2"; fi; }

# fact_words NAME [WORD…]: a fact that is a list of texts.
fact_words() {
  wanted "$1" || return 0
  put_list "ansible_$1"
  shift
  for fact_word; do put_s '' "$fact_word"; done
  put_close
}

# first_line FILE [DEFAULT]: sets $line to the first line of a file, without starting anything.
first_line() {
  line=
  if [ -r "$1" ]; then IFS= read -r line <"$1" 2>/dev/null || :; fi
  if [ -z "$line" ]; then line=${2-}; fi
}

# trim TEXT: sets $trimmed to the text without blanks at both ends.
trim() {
  trimmed=${1#"${1%%[! 	]*}"}
  trimmed=${trimmed%"${trimmed##*[! 	]}"}
}

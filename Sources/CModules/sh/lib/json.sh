# JSON: writing it with the shell alone, and reading objects and arrays with one awk.
#
# part json

# json_string TEXT: sets $json to the text as a JSON string, escaped as the `json` of Docker's
# templates does, so that both can be compared.
json_string() {
  json_rest=$1 json=\"
  while :; do
    json_plain=${json_rest%%[\"\\[:cntrl:]]*}
    json=$json$json_plain
    [ "$json_plain" != "$json_rest" ] || break
    json_rest=${json_rest#"$json_plain"}
    case $json_rest in
      \"*) json="$json\\\"" ;;
      \\*) json="$json\\\\" ;;
      "$_nl"*) json="$json\\n" ;;
      *) json_control ;;
    esac
    json_rest=${json_rest#?}
  done
  json=$json\"
}

# json_control: adds the control character that the rest begins with.
json_control() {
  json_tail=${json_rest#?}
  json_code=$(printf '%02x' "'${json_rest%"$json_tail"}")
  case $json_code in
    09) json="$json\\t" ;;
    0d) json="$json\\r" ;;
    7f) json="$json${json_rest%"$json_tail"}" ;;
    *) json="$json\\u00$json_code" ;;
  esac
}

# json_list [TEXT…]: sets $json to an array of strings.
json_list() {
  json_all=''
  for json_item; do
    json_string "$json_item"
    json_all="$json_all,$json"
  done
  json="[${json_all#,}]"
}

# json_map [KEY VALUE…]: sets $json to an object of strings.
json_map() {
  json_all=''
  while [ $# -gt 1 ]; do
    json_string "$1"
    json_all="$json_all,$json:"
    json_string "$2"
    json_all=$json_all$json
    shift 2
  done
  json="{${json_all#,}}"
}

# json_words TEXT: sets $words to the values of an array, or to the keys and values of an object, as
# quoted words for `eval "set -- $words"`. Strings are decoded, null is empty, what is nested stays
# JSON. In the program `p` is the place; `string` and `value` read what begins there and move on.
json_words() {
  words=$(printf %s "$1" | awk '
    function utf8(n) {
      if (n < 128) return sprintf("%c", n)
      if (n < 2048) return sprintf("%c%c", 192 + int(n / 64), 128 + n % 64)
      if (n < 65536) return sprintf("%c%c%c", 224 + int(n / 4096), 128 + int(n / 64) % 64, 128 + n % 64)
      return sprintf("%c%c%c%c", 240 + int(n / 262144), 128 + int(n / 4096) % 64, 128 + int(n / 64) % 64, 128 + n % 64)
    }
    function hex(s,   i, n) {
      for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", tolower(substr(s, i, 1))) - 1
      return n
    }
    function string(   c, out, n, low) {
      for (p++; p <= length(text); p++) {
        c = substr(text, p, 1)
        if (c == "\"") { p++; return out }
        if (c != "\\") { out = out c; continue }
        c = substr(text, ++p, 1)
        if (c == "n") out = out "\n"
        else if (c == "t") out = out "\t"
        else if (c == "r") out = out "\r"
        else if (c == "b") out = out "\b"
        else if (c == "f") out = out "\f"
        else if (c == "u") {
          n = hex(substr(text, p + 1, 4)); p += 4
          if (n >= 55296 && n < 56320) {
            low = hex(substr(text, p + 3, 4)); p += 6
            n = 65536 + (n - 55296) * 1024 + low - 56320
          }
          out = out utf8(n)
        } else out = out c
      }
    }
    function value(   c, start, depth) {
      c = substr(text, p, 1)
      if (c == "\"") return string()
      start = p
      if (c == "{" || c == "[") {
        do {
          c = substr(text, p, 1)
          if (c == "{" || c == "[") depth++
          if (c == "}" || c == "]") depth--
          if (c == "\"") string(); else p++
        } while (depth > 0 && p <= length(text))
      } else while (p <= length(text) && substr(text, p, 1) !~ /[],} \t]/) p++
      c = substr(text, start, p - start)
      return c == "null" ? "" : c
    }
    function quote(s) { gsub(/\047/, "\047\\\047\047", s); return "\047" s "\047" }
    { text = text (NR > 1 ? "\n" : "") $0 }
    END {
      p = 2
      while (p < length(text)) {
        if (substr(text, p, 1) ~ /[],:} \t\n]/) p++
        else printf "%s ", quote(value())
      }
    }')
}

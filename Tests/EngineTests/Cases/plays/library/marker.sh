# Writes a word into a file.
#
# module marker
# param path path required : The file.
# param word str default=here choices=here,there : The word.
# returns path str : The file.
# supports check_mode

query() {
  if [ -f "$p_path" ]; then old=$(cat "$p_path"); else old=; fi
  if [ "$old" != "$p_word" ]; then differ word "$old" "$p_word"; fi
}

apply() { printf '%s\n' "$p_word" >"$p_path"; }

report() { put_s path "$p_path"; }

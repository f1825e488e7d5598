# Command lines taken apart as Python's shlex does: quotes and backslashes count, nothing else does.
#
# part words
# uses quote

# split_words TEXT: sets $words to the words of TEXT, for `eval "set -- $words"`; false when a quote
# is open at the end.
split_words() {
  words='' _split_rest=$1 _split_word='' _split_begun=false
  while [ -n "$_split_rest" ]; do
    # All up to the next special character goes into the word at once.
    _split_plain=${_split_rest%%[\'\"\\[:space:]]*}
    if [ -n "$_split_plain" ]; then
      _split_word=$_split_word$_split_plain _split_begun=true
      _split_rest=${_split_rest#"$_split_plain"}
      continue
    fi
    case $_split_rest in
      \'*\'*)
        _split_rest=${_split_rest#?}
        _split_word=$_split_word${_split_rest%%\'*} _split_begun=true
        _split_rest=${_split_rest#*\'} ;;
      \"*) _split_double || return 1 ;;
      \\?*)
        _split_rest=${_split_rest#?}
        _split_take ;;
      [[:space:]]*)
        _split_rest=${_split_rest#?}
        _split_end ;;
      *) return 1 ;;
    esac
  done
  _split_end
}

# Moves one character from the rest into the word.
_split_take() {
  _split_tail=${_split_rest#?}
  _split_word=$_split_word${_split_rest%"$_split_tail"} _split_begun=true
  _split_rest=$_split_tail
}

# Inside double quotes a backslash counts only before a backslash and a double quote.
_split_double() {
  _split_rest=${_split_rest#?} _split_begun=true
  while :; do
    _split_plain=${_split_rest%%[\"\\]*}
    _split_word=$_split_word$_split_plain
    _split_rest=${_split_rest#"$_split_plain"}
    case $_split_rest in
      \"*)
        _split_rest=${_split_rest#?}
        return 0 ;;
      \\[\"\\]*)
        _split_rest=${_split_rest#?}
        _split_take ;;
      \\?*) _split_take ;;
      *) return 1 ;;
    esac
  done
}

_split_end() {
  if $_split_begun; then
    quote "$_split_word"
    words="$words $quoted"
  fi
  _split_word='' _split_begun=false
}

# expand_word TEXT: sets $expanded to TEXT with a leading ~ or ~user and with $NAME and ${NAME}
# replaced; variables that are not set stay as written.
expand_word() {
  expanded='' _expand_rest=$1
  case $_expand_rest in
    '~'*)
      _expand_user=${_expand_rest%%/*}
      case $_expand_user in
        '~'*[!A-Za-z0-9._-]*) ;;
        *)
          eval "expanded=$_expand_user"
          _expand_rest=${_expand_rest#"$_expand_user"} ;;
      esac ;;
  esac
  while :; do
    case $_expand_rest in
      *\$*) ;;
      *) break ;;
    esac
    expanded=$expanded${_expand_rest%%\$*}
    _expand_rest=${_expand_rest#*\$}
    _expand_variable
  done
  expanded=$expanded$_expand_rest
}

# Takes the name after a dollar sign.
_expand_variable() {
  case $_expand_rest in
    '{'[A-Za-z_]*'}'*)
      _expand_name=${_expand_rest#?}
      _expand_name=${_expand_name%%'}'*}
      _expand_after=${_expand_rest#*'}'} ;;
    [A-Za-z_]*)
      _expand_after=${_expand_rest#"${_expand_rest%%[!A-Za-z0-9_]*}"}
      _expand_name=${_expand_rest%"$_expand_after"} ;;
    *) _expand_name='-' ;;
  esac
  case $_expand_name in
    *[!A-Za-z0-9_]*) expanded=$expanded\$ ;;
    *)
      if eval "[ -n \"\${$_expand_name+set}\" ]"; then
        eval "expanded=\$expanded\$$_expand_name"
        _expand_rest=$_expand_after
      else
        expanded=$expanded\$
      fi ;;
  esac
}

# File modes: octal and symbolic, as Ansible's file modules take them.
#
# part mode

# mode_wanted MODE CURRENT IS_FOLDER: sets $wanted_mode to the number that MODE makes of the number
# CURRENT. Fails with Ansible's words for what is no mode.
mode_wanted() {
  wanted_mode=$2
  case $1 in
    '' | *[!0-7]*) _mode_symbolic "$1" "$2" "$3" ;;
    *) wanted_mode=$((0$1)) ;;
  esac
  if [ "$wanted_mode" -gt 4095 ]; then fail "Invalid mode: $1 has more than four octal digits"; fi
}

_mode_symbolic() {
  _mode_text=$1,
  _mode_folder=$3
  # X looks at the mode before any clause.
  _mode_before=$2
  while [ -n "$_mode_text" ]; do
    _mode_clause=${_mode_text%%,*}
    _mode_text=${_mode_text#*,}
    case $_mode_clause in
      *[!ugoarwxXst=+-]* | [!ugoa=+-]* | '') _mode_wrong "$1" ;;
      *[=+-]*) _mode_clause "$1" ;;
      *) _mode_wrong "$1" ;;
    esac
  done
}

_mode_wrong() {
  put_s details "bad symbolic permission for mode: $1"
  fail "mode must be in octal or symbolic form"
}

# One clause: who, then operators with permissions. Without who it is all, limited by the umask.
_mode_clause() {
  _mode_who=${_mode_clause%%[=+-]*}
  _mode_ops=${_mode_clause#"$_mode_who"}
  _mode_mask=4095
  if [ -z "$_mode_who" ]; then
    _mode_mask=$((4095 & ~0$_umask))
  fi
  case $_mode_who in '' | *a*) _mode_who=ugo ;; esac
  while [ -n "$_mode_ops" ]; do
    _mode_rest=${_mode_ops#?}
    _mode_op=${_mode_ops%"$_mode_rest"}
    _mode_perms=${_mode_rest%%[=+-]*}
    _mode_ops=${_mode_rest#"$_mode_perms"}
    case $_mode_perms in *a*) _mode_wrong "$1" ;; esac
    case $_mode_who in *u*) _mode_class 6 2048 448 ;; esac
    case $_mode_who in *g*) _mode_class 3 1024 56 ;; esac
    case $_mode_who in *o*) _mode_class 0 512 7 ;; esac
  done
}

# _mode_class SHIFT SPECIAL ALL: one operator for one class of users; `=` also clears the class's
# special bit.
_mode_class() {
  _mode_bits=0
  _mode_special=0
  case $_mode_perms in *r*) _mode_bits=4 ;; esac
  case $_mode_perms in *w*) _mode_bits=$((_mode_bits | 2)) ;; esac
  case $_mode_perms in *x*) _mode_bits=$((_mode_bits | 1)) ;; esac
  case $_mode_perms in *X*)
    if [ "$_mode_folder" = true ] || [ $((_mode_before & 73)) -ne 0 ]; then
      _mode_bits=$((_mode_bits | 1))
    fi ;;
  esac
  case $_mode_perms in *u*) _mode_bits=$((_mode_bits | wanted_mode >> 6 & 7)) ;; esac
  case $_mode_perms in *g*) _mode_bits=$((_mode_bits | wanted_mode >> 3 & 7)) ;; esac
  case $_mode_perms in *o*) _mode_bits=$((_mode_bits | wanted_mode & 7)) ;; esac
  case $2:$_mode_perms in 2048:*s* | 1024:*s* | 512:*t*) _mode_special=$2 ;; esac
  _mode_bits=$(((_mode_bits << $1 | _mode_special) & _mode_mask))
  case $_mode_op in
    +) wanted_mode=$((wanted_mode | _mode_bits)) ;;
    -) wanted_mode=$((wanted_mode & ~_mode_bits)) ;;
    =) wanted_mode=$((wanted_mode & ~($2 | $3) | _mode_bits)) ;;
  esac
}

# What all modules that set files share: owner, group, mode, attributes, SELinux context.
#
# part files
# uses stat mode late
# param mode mode : The permissions, octal or symbolic.
# param owner str : The owner, by name or number.
# param group str : The group, by name or number.
# param attributes str aliases=attr : Flags as chattr has them, to be set, added (+) or removed (-).
# param seuser str : The user part of the SELinux context; _default asks the policy.
# param serole str : The role part.
# param setype str : The type part.
# param selevel str : The level part.
# param unsafe_writes bool default=false : Write in place where a file cannot be replaced.

# owner_id NAME, group_id NAME: set $id to the number; false when there is none. The number of the
# present owner needs no look-up.
owner_id() {
  id=$1
  case $1 in *[!0-9]*) ;; *) return 0 ;; esac
  if [ "$1" = "$st_user" ]; then
    id=$st_uid
  elif [ "$1" = root ]; then
    id=0
  elif foreseen "passwd $1"; then
    [ "$foreseen" != absent ] || return 1
    id=${foreseen#*:*:}
    id=${id%%:*}
  else
    id=$(id -u -- "$1" 2>/dev/null)
  fi
}
group_id() {
  id=$1
  case $1 in *[!0-9]*) ;; *) return 0 ;; esac
  if [ "$1" = "$st_group" ]; then
    id=$st_gid
    return 0
  fi
  if foreseen "group $1"; then
    [ "$foreseen" != absent ] || return 1
    id=${foreseen#*:*:}
    id=${id%%:*}
    return 0
  fi
  while IFS=: read -r _group_name _ id _; do
    if [ "$_group_name" = "$1" ]; then return 0; fi
  done </etc/group
  have getent || return 1
  id=$(getent group "$1") || return 1
  id=${id#*:*:}
  id=${id%%:*}
}

# attributes_query PATH IS_FOLDER: compares what stat_take found with what is wanted, and keeps in
# fa_* what `attributes_apply` has to set. For a path that is absent, all that is wanted is kept.
attributes_query() {
  attributes_none
  if [ -n "$p_owner" ]; then _attributes_owner; fi
  if [ -n "$p_group" ]; then _attributes_group; fi
  if [ -n "$p_mode" ] && [ "$st_state" != link ]; then _attributes_mode "$2"; fi
  if [ -n "$p_attributes" ]; then _attributes_flags "$1"; fi
  if $selinux && [ -n "$p_seuser$p_serole$p_setype$p_selevel" ]; then _attributes_context "$1"; fi
}

attributes_none() { fa_uid='' fa_gid='' fa_mode='' fa_flags='' fa_context=''; }

_attributes_differ() { [ "$st_state" = absent ] || differ "$@"; }

# A user or group that is missing may be one that an earlier task would have made.
_attributes_unknown() {
  if $_check; then
    warn "failed to look up $1 $2. Create $1 up to this point in real play"
    change
    return 0
  fi
  fail "$3 failed: failed to look up $1 $2"
}

_attributes_owner() {
  if ! owner_id "$p_owner"; then
    _attributes_unknown user "$p_owner" chown
  elif [ "$id" != "$st_uid" ]; then
    fa_uid=$id
    _attributes_differ owner "$st_uid" "$id"
  fi
}

_attributes_group() {
  if ! group_id "$p_group"; then
    _attributes_unknown group "$p_group" chgrp
  elif [ "$id" != "$st_gid" ]; then
    fa_gid=$id
    _attributes_differ group "$st_gid" "$id"
  fi
}

_attributes_mode() {
  _attributes_now=$st_mode
  if [ "$st_state" = absent ]; then default_mode "$1" && _attributes_now=$default_mode; fi
  mode_wanted "$p_mode" "$_attributes_now" "$1"
  if [ "$wanted_mode" != "$st_mode" ] || [ "$st_state" = absent ]; then
    fa_mode=$wanted_mode
    mode_digits "$wanted_mode"
    _attributes_differ mode "$st_perms" "$digits"
  fi
}

# default_mode IS_FOLDER: sets $default_mode to what a new file gets.
default_mode() {
  if [ "$1" = true ]; then default_mode=511; else default_mode=438; fi
  default_mode=$((default_mode & ~0$_umask))
}

# Flags that file systems set by themselves (extents and the like) do not count against `=`.
_attributes_flags() {
  case $p_attributes in [+-]*) _flags_op=${p_attributes%"${p_attributes#?}"} ;; *) _flags_op='=' ;; esac
  _flags_wanted=${p_attributes#[=+-]}
  _flags_now=
  if [ "$st_state" != absent ] && have lsattr; then
    _flags_now=$(lsattr -d -- "$1" 2>/dev/null) || _flags_now=
    _flags_now=${_flags_now%% *}
  fi
  _flags_differ=false
  _flags_rest=$_flags_wanted
  while [ -n "$_flags_rest" ]; do
    _flag=${_flags_rest%"${_flags_rest#?}"}
    _flags_rest=${_flags_rest#?}
    case $_flags_op$_flags_now in
      -*"$_flag"*) _flags_differ=true ;;
      -* | *"$_flag"*) ;;
      *) _flags_differ=true ;;
    esac
  done
  if [ "$_flags_op" = '=' ]; then
    case $_flags_now in *[!eINVE"$_flags_wanted"-]*) _flags_differ=true ;; esac
  fi
  if $_flags_differ; then
    fa_flags=$_flags_op$_flags_wanted
    _attributes_differ attributes "$_flags_now" "$fa_flags"
  fi
}

# Parts that are not given stay; `_default` is what the policy says for the path.
_attributes_context() {
  _context_default=
  case " $p_seuser $p_serole $p_setype $p_selevel " in
    *' _default '*) _context_default=$(matchpathcon -n -- "$1" 2>/dev/null) || _context_default= ;;
  esac
  _context_now=${st_context:-$_context_default}
  _context_left=$_context_now _context_right=$_context_default _context_new=
  for _context_part in "$p_seuser" "$p_serole" "$p_setype" "$p_selevel"; do
    _context_take=${_context_left%%:*} _context_other=${_context_right%%:*}
    _context_left=${_context_left#*:} _context_right=${_context_right#*:}
    case $_context_part in
      '') ;;
      _default) _context_take=${_context_other:-$_context_take} ;;
      *) _context_take=$_context_part ;;
    esac
    _context_new=$_context_new:$_context_take
  done
  # The level may hold colons, and was cut at the first.
  if [ -z "$p_selevel" ]; then
    _context_new=${_context_new%:*}:${_context_now#*:*:*:}
  fi
  _context_new=${_context_new#:}
  if [ "$_context_new" != "$st_context" ]; then
    fa_context=$_context_new
    _attributes_differ secontext "$st_context" "$fa_context"
  fi
}

# attributes_apply PATH…: sets what attributes_query found. The owner first, as a change of owner
# clears set-user-ID. The fifth digit of the mode has chmod clear set-group-ID on folders too.
attributes_apply() {
  if [ -n "$fa_uid$fa_gid" ]; then
    _attributes_run chown chown -h -- "$fa_uid${fa_gid:+:$fa_gid}" "$@"
  fi
  if [ -n "$fa_mode" ]; then
    mode_digits "$fa_mode"
    _attributes_run chmod chmod -- "0$digits" "$@"
  fi
  if [ -n "$fa_context" ]; then _attributes_run chcon chcon -h -- "$fa_context" "$@"; fi
  if [ -n "$fa_flags" ]; then _attributes_run chattr chattr "$fa_flags" -- "$@"; fi
}

_attributes_run() {
  _attributes_what=$1
  shift
  attempt "$@" && return 0
  put_s details "$error"
  fail "$_attributes_what failed: $error"
}

# A mode that was given by the umask; a default ACL of the folder may have made another of it.
fa_trusted=''

# file_report PATH: what every file module returns about its file. Looks again after a change.
file_report() {
  if $_changed && ! $_check; then
    if owes "$1"; then return 0; fi
    stat_one "$1"
    if [ -n "$fa_trusted" ] && [ "$fa_trusted" != "$st_mode" ] && [ "$st_state" != link ]; then
      attributes_none
      fa_mode=$fa_trusted
      attributes_apply "$1"
      stat_one "$1"
    fi
  fi
  file_status
}

# file_status: puts what was found.
file_status() {
  [ "$st_state" != absent ] || return 0
  put_s state "$st_state"
  # A user or group that is to be made has no number yet.
  case $st_uid in *[!0-9]*) ;; *) put_j uid "$st_uid" ;; esac
  case $st_gid in *[!0-9]*) ;; *) put_j gid "$st_gid" ;; esac
  file_name_of "$st_user" "$st_uid" && put_s owner "$file_name"
  file_name_of "$st_group" "$st_gid" && put_s group "$file_name"
  if [ "$st_mode" -gt 511 ]; then put_s mode "0$st_perms"; else put_s mode "$st_perms"; fi
  put_j size "$st_size"
  if $selinux; then put_s secontext "$st_context"; fi
}

# A number without a name is its own name, as in Ansible's results.
file_name_of() {
  if [ "$1" = UNKNOWN ]; then file_name=$2; else file_name=$1; fi
}

# What the tasks of a check would have made, so that later tasks of it find a host as it would be then.
#
# part foresight
#
# $_foreseen has a line KEY<tab>VALUE for each thing, the newest first. Keys are absolute paths, and
#
#     passwd NAME, group NAME     the line of that file, or `absent`
#     new NAME                    the home folder of a user who is not on the host
#     groups NAME                 the groups of a user but his own one
#     package NAME                `installed`, with the version where it is known, or `absent`
#     unit NAME                   a service: whether it is active, enabled and masked
#
# The value of a path is `absent`, or
#
#     KIND NEW MODE UID GID USER GROUP SIZE SHA1 REST
#
# KIND is file, directory or link. NEW is `new` where nothing of what is on the host counts any more, for a
# folder and all that is below it. REST of a file is a path with its content, or `?` where that is not known;
# of a link where it leads to. The number of a user or group to be made is its name, where none is asked for.

# foreseen KEY: whether it is known; sets $foreseen to its newest value.
foreseen() {
  case $_foreseen in *"$_nl$1$_tab"*) ;; *) return 1 ;; esac
  _foreseen_rest=${_foreseen#*"$_nl$1$_tab"}
  foreseen=${_foreseen_rest%%"$_nl"*}
}

# foresee_that KEY VALUE: tells it to later calls, of this shell and of others.
foresee_that() {
  case $1$2 in *"$_nl"*) return 0 ;; esac
  _foresee_line=$1$_tab$2
  _reply="${_reply}f ${#_foresee_line} $_nl$_foresee_line$_nl"
  _foresight=$_nl$_foresee_line$_foresight
}

# foreseen_path PATH: whether a check knows what would be there; sets $foreseen to its value. The newest word
# counts: of the path itself, or of a folder above it that is gone, or new and so empty.
foreseen_path() {
  case $_foreseen:$1 in *:/*) ;; *) return 1 ;; esac
  [ -n "$_foreseen" ] || return 1
  _fp_path=$1 _fp_links=8
  while case $_fp_path in */) ;; *) false ;; esac do _fp_path=${_fp_path%/}; done
  while :; do
    _foreseen_newest && return 0
    # A link on the way: the rest of the path is looked up from where it leads to.
    [ -n "$_fp_link" ] && [ "$_fp_links" -gt 0 ] || return 1
    _fp_path=$_fp_link _fp_links=$((_fp_links - 1))
  done
}

_foreseen_newest() {
  _fp_at=$_fp_path _fp_length=-1 _fp_found='' _fp_link=''
  while [ -n "$_fp_at" ]; do
    if foreseen "$_fp_at" && [ "${#_foreseen_rest}" -gt "$_fp_length" ]; then
      case $_fp_at:$foreseen in
        "$_fp_path:"*) _fp_found=$foreseen _fp_length=${#_foreseen_rest} ;;
        *:absent | *:'directory new '*) _fp_found=absent _fp_length=${#_foreseen_rest} ;;
        *:'link '*) _foreseen_target ;;
      esac
    fi
    _fp_at=${_fp_at%/*}
  done
  foreseen=$_fp_found
  [ -n "$_fp_found" ]
}

# Sets $_fp_link to where the path leads by the link at $_fp_at.
_foreseen_target() {
  _fp_found='' _fp_length=${#_foreseen_rest}
  _fp_link=${foreseen#* * * * * * * * * }
  case $_fp_link in /*) ;; *) _fp_link=${_fp_at%/*}/$_fp_link ;; esac
  _fp_link=$_fp_link${_fp_path#"$_fp_at"}
}

# exists PATH, is_folder PATH, is_file PATH, is_link PATH: what `[ -e ]`, `[ -d ]`, `[ -f ]` and `[ -h ]` say, or would
# say after the tasks of the check so far.
exists() { if [ -z "$_foreseen" ]; then [ -e "$1" ]; else _foreseen_test e "$1"; fi; }
is_folder() { if [ -z "$_foreseen" ]; then [ -d "$1" ]; else _foreseen_test d "$1"; fi; }
is_file() { if [ -z "$_foreseen" ]; then [ -f "$1" ]; else _foreseen_test f "$1"; fi; }
is_link() { if [ -z "$_foreseen" ]; then [ -h "$1" ]; else _foreseen_test h "$1"; fi; }

_foreseen_test() {
  if ! foreseen_path "$2"; then
    test "-$1" "$2"
    return
  fi
  case $1:$foreseen in
    h:link* | e:file* | e:dir* | d:dir* | f:file*) return 0 ;;
    h:* | *:absent) return 1 ;;
    *:link*) ;;
    *) return 1 ;;
  esac
  foreseen_leads "$2"
  _foreseen_test "$1" "$foreseen_target"
}

# foreseen_leads PATH: sets $foreseen_target to the path that the link of which $foreseen tells leads to.
foreseen_leads() {
  foreseen_target=${foreseen#* * * * * * * * * }
  case $foreseen_target in
    /*) ;;
    *) foreseen_target=${1%/*}/$foreseen_target ;;
  esac
}

# follow PATH: sets $followed to what `readlink -f` says, or would say; false where that leads nowhere.
follow() {
  followed=$1
  while foreseen_path "$followed" && case $foreseen in link*) ;; *) false ;; esac do
    foreseen_leads "$followed"
    [ "$followed" != "$foreseen_target" ] || return 1
    followed=$foreseen_target
  done
  if foreseen_path "$followed"; then return 0; fi
  followed=$(readlink -f -- "$followed")
}

# place_of PATH: sets $place to where the content of the file PATH can be read; false where a check does not know it.
place_of() {
  place=$1
  foreseen_path "$1" || return 0
  case $foreseen in
    link*)
      foreseen_leads "$1"
      place_of "$foreseen_target"
      return ;;
  esac
  place=${foreseen#* * * * * * * * * }
  [ -r "$place" ]
}

# foresee_file: sets $foresee_file to a new file for foreseen content, which goes with the shell.
foresee_file() {
  temporary
  _foresee_number=$((${_foresee_number-0} + 1))
  foresee_file=$_tmp/foreseen-$_id-$_foresee_number
  (umask 077 && : >"$foresee_file") || fail "cannot write to $foresee_file"
}

# foresee_path PATH KIND [REST [SIZE [SHA1]]]: a path as it would be after a change: as `stat_one` found it, with what
# `attributes_query` wants besides.
foresee_path() {
  _fo_path=$1 _fo_kind=$2 _fo_rest=${3-?} _fo_size=${4:-0} _fo_sum=${5:--}
  while case $_fo_path in ?*/) ;; *) false ;; esac do _fo_path=${_fo_path%/}; done
  # A path that leads through links to be made is kept as what it leads to.
  if [ -n "$_foreseen" ]; then
    _fp_path=$_fo_path
    foreseen_path "$_fo_path" || :
    _fo_path=$_fp_path
  fi
  case $st_state:$_fo_kind in
    absent:* | link:file | link:directory | file:link | hard:link | directory:link)
      foresee_self
      _fo_new=new _fo_uid=$self_uid _fo_gid=$self_gid _fo_user=$self_user _fo_group=$self_group
      if [ "$_fo_kind" = directory ]; then _fo_mode=511; else _fo_mode=438; fi
      _fo_mode=$((_fo_mode & ~0$_umask)) ;;
    *) _fo_new=old _fo_uid=$st_uid _fo_gid=$st_gid _fo_user=$st_user _fo_group=$st_group _fo_mode=$st_mode ;;
  esac
  if [ -n "$fa_uid" ]; then _fo_uid=$fa_uid _fo_user=${p_owner:-$fa_uid}; fi
  if [ -n "$fa_gid" ]; then _fo_gid=$fa_gid _fo_group=${p_group:-$fa_gid}; fi
  foresee_that "$_fo_path" "$_fo_kind $_fo_new ${fa_mode:-$_fo_mode} $_fo_uid $_fo_gid $_fo_user $_fo_group $_fo_size $_fo_sum $_fo_rest"
}

# foresee_folders PATH: PATH and the folders above it that are missing.
foresee_folders() {
  _fo_folder=$1
  while case $_fo_folder in */) ;; *) false ;; esac do _fo_folder=${_fo_folder%/}; done
  set --
  while [ -n "$_fo_folder" ] && ! exists "$_fo_folder"; do
    set -- "$_fo_folder" "$@"
    _fo_folder=${_fo_folder%/*}
  done
  # The outermost first: what is told last counts first.
  for _fo_folder do foresee_path "$_fo_folder" directory; done
}

# foresee_above PATH: the same for folders that are made as the umask says.
foresee_above() {
  ! exists "$1" || return 0
  _fo_state=$st_state _fo_wanted=$fa_uid:$fa_gid:$fa_mode
  st_state=absent fa_uid='' fa_gid='' fa_mode=''
  foresee_folders "$1"
  st_state=$_fo_state
  fa_uid=${_fo_wanted%%:*} fa_mode=${_fo_wanted##*:} fa_gid=${_fo_wanted#*:} fa_gid=${fa_gid%:*}
}

# foresee_self: who the user is whose files the call would make.
foresee_self() {
  [ -z "${self_uid-}" ] || return 0
  if [ -n "${_as_user-}" ] && foreseen "passwd $_as_user"; then
    IFS=: read -r self_user _ self_uid self_gid _ <<END
$foreseen
END
    self_group=$self_gid
    return 0
  fi
  self_uid=$(id -u) self_gid=$(id -g)
  self_user=$(id -un 2>/dev/null) || self_user=$self_uid
  self_group=$(id -gn 2>/dev/null) || self_group=$self_gid
}

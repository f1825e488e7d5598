# Looking up users and groups. Local files are read by the shell itself; `getent` is asked only for
# names that they do not have.
#
# part accounts
# uses foresight

# account_entry DATABASE NAME [FIELD]: sets $entry to the line whose first (or FIELDth) field is NAME,
# empty when there is none.
account_entry() {
  entry=''
  if foreseen "$1 $2"; then
    if [ "$foreseen" != absent ]; then entry=$foreseen; fi
    return 0
  fi
  while IFS= read -r account_line; do
    case ${3-1}:$account_line in
      1:"$2":*) entry=$account_line; return ;;
      3:*:*:"$2" | 3:*:*:"$2":*) account_numbered "$2" && return ;;
    esac
  done <"/etc/$1"
  [ "${p_local-}" != true ] && have getent || return 0
  entry=$(getent "$1" "$2") || entry=''
}

# account_numbered NUMBER: whether it is the third field of the line at hand.
account_numbered() {
  account_rest=${account_line#*:}
  account_rest=${account_rest#*:}
  [ "${account_rest%%:*}" = "$1" ] || return 1
  entry=$account_line
}

# user_entry NAME: sets $user_exists, and with it $user_uid, $user_gid, $user_comment, $user_home
# and $user_shell.
user_entry() {
  account_entry passwd "$1"
  user_uid='' user_gid='' user_comment='' user_home='' user_shell=''
  user_exists=false
  [ -n "$entry" ] || return 0
  user_exists=true
  IFS=: read -r account_name account_word user_uid user_gid user_comment user_home user_shell <<END
$entry
END
}

# group_entry NAME-OR-NUMBER: sets $group_exists, $group_name, $group_gid and $group_members. A
# number means the group with it, and only then one of that name.
group_entry() {
  group_exists=false group_name='' group_gid='' group_members=''
  entry=''
  case $1 in *[!0-9]* | '') ;; *) account_entry group "$1" 3 ;; esac
  [ -n "$entry" ] || account_entry group "$1"
  [ -n "$entry" ] || return 0
  group_exists=true
  IFS=: read -r group_name account_word group_gid group_members <<END
$entry
END
}

# groups_of NAME: sets $user_groups to the groups that list the user, each between blanks, but not
# the one numbered $user_gid, which is the user's own.
groups_of() {
  user_groups=' '
  if foreseen "groups $1"; then
    user_groups=$foreseen
    return 0
  fi
  if [ "${p_local-}" != true ] && have getent; then account_groups=$(getent group); else account_groups=$(cat /etc/group); fi
  while IFS=: read -r account_name account_word account_gid account_members; do
    case ,$account_members, in
      *,"$1",*) [ "$account_gid" = "$user_gid" ] || user_groups="$user_groups$account_name " ;;
    esac
  done <<END
$account_groups
END
}

# shadow_entry NAME: sets the fields of shadow(5), all empty when it cannot be read.
shadow_entry() {
  shadow_password='' shadow_min='' shadow_max='' shadow_warn='' shadow_inactive='' shadow_expire=''
  [ -r /etc/shadow ] || return 0
  while IFS=: read -r account_name account_value account_word account_min account_max account_warn account_inactive account_expire account_rest; do
    [ "$account_name" = "$1" ] || continue
    shadow_password=$account_value shadow_min=$account_min shadow_max=$account_max
    shadow_warn=$account_warn shadow_inactive=$account_inactive shadow_expire=$account_expire
    return
  done </etc/shadow
}

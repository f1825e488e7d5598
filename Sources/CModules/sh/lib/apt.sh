# Packages with apt-get and dpkg-query. The parameters are those of the module apt.
#
# part apt
# uses facts quote apt_change foresight

# What is to be done stands in apt_task (install, build-dep, remove, upgrade, …) and apt_words, the
# packages as quoted words. One dpkg-query answers for all packages; where it finds nothing missing,
# nothing else starts. In check mode `apt-get --simulate` tells the rest.
apt_query() {
  have apt-get || fail "apt-get was not found on the host; the module apt needs it"
  apt_cache_updated=false apt_cache_due=false apt_time='' out='' err=''
  ! $p_clean || change
  if [ "$p_update_cache" = true ] || [ "$p_cache_valid_time" -gt 0 ]; then apt_cache_age; fi
  if $apt_cache_due && ! $_check; then change; return; fi
  ! $apt_cache_due || apt_cache_updated=true
  apt_plan
  if ! $_check; then [ -z "$apt_task" ] || change; return; fi
  ! { $apt_cache_due && [ -z "$apt_task$apt_named" ]; } || change
  [ -z "$apt_task" ] || apt_change --simulate
}

# apt_announce: what apt-get said that it would install and remove; without its words, what was asked for.
apt_announce() {
  while read -r apt_found apt_item apt_value; do
    case $apt_found in
      Inst) foresee_that "package $apt_item" "installed" ;;
      Remv | Purg) foresee_that "package $apt_item" absent ;;
    esac
  done <<END
$out
END
  case $apt_task:$out in
    install:*"${_nl}Inst "*) ;;
    install:*)
      eval "set -- $apt_words"
      for apt_item; do foresee_that "package ${apt_item%%[=/]*}" installed; done ;;
  esac
}

apt_apply() {
  if $p_clean; then must "'apt-get clean' failed" apt-get clean; fi
  if $apt_cache_due; then
    $p_clean || _changed=false
    apt_update
    apt_plan
    [ -n "$apt_named" ] || [ "$apt_time" = "$apt_time_before" ] || change
  fi
  [ -n "$apt_task" ] || return 0
  [ -z "$p_policy_rc_d" ] || policy_rc_d_set
  apt_change
}

apt_report() {
  put_s stdout "$out"
  put_s stderr "$err"
  [ -n "$apt_time" ] || apt_stamp
  put_j cache_updated "$apt_cache_updated"
  put_j cache_update_time "$apt_time"
}

# apt_stamp: sets $apt_time to when the lists were updated, 0 when unknown.
apt_stamp() {
  apt_time=0
  apt_time=$(stat -c %Y /var/lib/apt/periodic/update-success-stamp 2>/dev/null ||
    stat -c %Y /var/lib/apt/lists 2>/dev/null) || apt_time=0
}

apt_cache_age() {
  apt_stamp
  apt_time_before=$apt_time
  if [ "$p_cache_valid_time" -eq 0 ] || [ $((apt_time + p_cache_valid_time)) -lt "$(date +%s)" ]; then
    apt_cache_due=true
  fi
}

# apt_update: updates the lists, again after a pause that doubles when it fails.
apt_update() {
  apt_try=0 apt_delay=1
  while :; do
    apt_run update
    # apt-get update ends with 0 though a list could not be fetched, unless it is told otherwise.
    case $rc$err in 0*'Failed to fetch'* | 0*'E: '*) rc=100 ;; esac
    [ "$rc" -ne 0 ] || break
    apt_try=$((apt_try + 1))
    if [ "$apt_try" -ge "$p_update_cache_retries" ]; then
      fail "Failed to update apt cache after $p_update_cache_retries retries: $err"
    fi
    warn "Failed to update cache after $apt_try retries due to $err, retrying"
    sleep "$apt_delay"
    apt_delay=$((apt_delay * 2))
    [ "$apt_delay" -le "$p_update_cache_retry_max_delay" ] || apt_delay=$p_update_cache_retry_max_delay
  done
  out='' err=''
  apt_cache_updated=true
  apt_stamp
}

# apt_plan: sets $apt_task and $apt_words, and $apt_named when the task asks for more than the lists.
apt_plan() {
  apt_task='' apt_words='' apt_named=''
  if [ "$p_upgrade" != no ]; then apt_named=1; apt_plan_upgrade "$p_upgrade"; return; fi
  if [ -n "$p_deb" ]; then apt_named=1; apt_plan_deb; return; fi
  if [ -n "$p_name" ]; then eval "apt_plan_names $p_name"; return; fi
  if [ "$p_state" = fixed ]; then apt_named=1 apt_task=fixed
  else
    if $p_autoclean; then apt_named=1 apt_task=autoclean; fi
    if $p_autoremove; then apt_named=1 apt_task="$apt_task autoremove"; fi
  fi
}

apt_plan_names() {
  apt_named=1
  case $p_state in
    build-dep) apt_task=build-dep apt_words=$p_name ;;
    fixed) apt_task=fixed ;;
    absent) apt_plan_absent "$@" ;;
    *) apt_plan_present "$@" ;;
  esac
}

apt_plan_upgrade() {
  case $1 in
    dist | full) apt_task=dist-upgrade ;;
    *) apt_task=upgrade ;;
  esac
}

# apt_installed NAME…: sets $apt_table to the packages that dpkg knows, one `name version state`
# a line; the state is the second letter of dpkg's abbreviation.
apt_installed() {
  apt_table=$(dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev} ${Architecture}\n' -- "$@" 2>/dev/null) || :
}

# apt_lookup NAME: sets $apt_version to the version that is installed, and $apt_state to its state.
apt_lookup() {
  apt_version='' apt_state=''
  if foreseen "package $1"; then
    case $foreseen in installed) apt_version=foreseen apt_state=installed ;; esac
    return 0
  fi
  while read -r apt_found apt_value apt_status apt_arch; do
    case $1 in "$apt_found" | "$apt_found:$apt_arch" | "$apt_found:any") ;; *) continue ;; esac
    case $apt_status in
      ?i* | ?t* | ?W*) apt_version=$apt_value apt_state=installed; return ;;
      ?c*) apt_state=config ;;
    esac
  done <<END
$apt_table
END
}

# apt_spec SPEC: sets $apt_name, $apt_operator (empty, = or >=) and $apt_wanted.
apt_spec() {
  trim "$1"
  apt_name=$trimmed apt_operator='' apt_wanted=''
  case $trimmed in
    *=*=*) fail "invalid package spec: $trimmed" ;;
    *'>='*) apt_operator='>='; apt_name=${trimmed%%'>='*} apt_wanted=${trimmed#*'>='} ;;
    *=*) apt_operator='='; apt_name=${trimmed%%=*} apt_wanted=${trimmed#*=} ;;
  esac
}

# apt_names SPEC…: sets $apt_query_names to the names alone, as quoted words.
apt_names() {
  apt_query_names=''
  for apt_item; do
    apt_spec "$apt_item"
    quote "$apt_name"
    apt_query_names="$apt_query_names $quoted"
  done
  eval "apt_installed $apt_query_names"
}

apt_plan_present() {
  for apt_item; do
    [ "$apt_item" != '*' ] || { apt_plan_everything $#; return; }
  done
  apt_names "$@"
  for apt_item; do
    apt_spec "$apt_item"
    case $apt_name in *[*?]*) apt_plan_pattern; continue ;; esac
    apt_lookup "$apt_name"
    if [ -z "$apt_version" ] && foreseen "package $apt_name"; then
      # Removed by an earlier task of the check: apt-get would not know.
      change
      foresee_that "package $apt_name" installed
      continue
    fi
    if [ -z "$apt_version" ]; then
      [ "$p_only_upgrade" = false ] || continue
      quote "$apt_name"
      if [ "$apt_operator" = '=' ]; then quote "$trimmed"; fi
    else
      apt_satisfied && continue
      quote "$apt_name"
      if [ "$apt_operator" = '=' ]; then quote "$trimmed"; fi
    fi
    apt_words="$apt_words $quoted"
  done
  [ -z "$apt_words" ] || apt_task=install
}

# apt_satisfied: whether the installed version will do. busybox has an own `dpkg`, hence the path.
apt_satisfied() {
  [ "$apt_version" != foreseen ] || return 0
  case $apt_operator in
    '=')
      # A version may be a pattern of the shell's kind.
      # shellcheck disable=SC2254
      case $apt_version in $apt_wanted) return 0 ;; esac
      return 1 ;;
    '>=') /usr/bin/dpkg --compare-versions "$apt_version" ge "$apt_wanted" || return 1 ;;
  esac
  [ "$p_state" != latest ]
}

apt_plan_everything() {
  [ "$1" -eq 1 ] || fail "unable to install additional packages when upgrading all installed packages"
  [ "$p_state" != latest ] || apt_task=upgrade
}

# apt_plan_pattern: adds the packages in the lists that match the pattern in $apt_name.
apt_plan_pattern() {
  apt_matched=false
  apt_all=$(apt-cache pkgnames "${apt_name%%[*?]*}")
  for apt_item in $apt_all; do
    # shellcheck disable=SC2254
    case $apt_item in $apt_name) ;; *) continue ;; esac
    apt_matched=true
    apt_lookup "$apt_item"
    if [ -n "$apt_version" ] && apt_satisfied; then continue; fi
    apt_words="$apt_words $apt_item${apt_operator:+=$apt_wanted}"
  done
  $apt_matched || fail "No package(s) matching '$apt_name' available"
}

apt_plan_absent() {
  apt_names "$@"
  while read -r apt_found apt_value apt_status apt_arch; do
    case $apt_status in
      ?i* | ?t* | ?W* | ?U* | ?F* | ?H*) ;;
      ?c*) $p_purge || continue ;;
      *) continue ;;
    esac
    apt_words="$apt_words $apt_found"
  done <<END
$apt_table
END
  for apt_item; do
    apt_spec "$apt_item"
    if foreseen "package $apt_name" && [ "$foreseen" = installed ]; then
      change
      foresee_that "package $apt_name" absent
    fi
  done
  [ -z "$apt_words" ] || apt_task=remove
}

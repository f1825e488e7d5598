# Running apt-get, for the part apt.
#
# part apt_change
# uses facts quote

# apt_change [--simulate]: runs apt-get for $apt_task, and says whether that changes anything.
apt_change() {
  apt_purge=''
  ! $p_purge || apt_purge=--purge
  case $apt_task in
    *auto*) for apt_one in $apt_task; do apt_clean "$apt_one" "$@"; done; return ;;
  esac
  apt_options
  eval "set -- $apt_flags \"\$@\""
  case $apt_task in
    install) eval "apt_run \"\$@\" install $apt_words" ;;
    build-dep) eval "apt_run \"\$@\" build-dep $apt_words" ;;
    fixed) apt_run "$@" --fix-broken install ;;
    remove) eval "apt_run \"\$@\" $apt_purge remove $apt_words" ;;
    upgrade) apt_run "$@" --with-new-pkgs upgrade ;;
    dist-upgrade) apt_run "$@" dist-upgrade ;;
  esac
  [ -z "${policy_rc_d_active-}" ] || policy_rc_d_restore
  if [ "$rc" -ne 0 ]; then apt_failed; return; fi
  _changed=false
  ! $p_clean || change
  case $_nl$out in
    *"${_nl}0 upgraded, 0 newly installed, 0 to remove"*) ;;
    *) change; apt_diff ;;
  esac
}

# apt_clean autoclean|autoremove [--simulate]
apt_clean() {
  apt_one=$1
  shift
  # shellcheck disable=SC2086
  apt_run "$@" $apt_purge "$apt_one"
  [ "$rc" -eq 0 ] || apt_failed
  case $apt_one:$out in
    autoclean:*Del\ * | autoremove:*'The following packages will be REMOVED'*) change; apt_diff ;;
    *) case $apt_task in "$apt_one" | " $apt_one") $p_clean || _changed=false ;; esac ;;
  esac
}

# apt_options: sets $apt_flags to the options that the parameters ask for, as quoted words.
apt_options() {
  apt_flags=''
  if [ -n "$p_default_release" ]; then quote "$p_default_release"; apt_flags="$apt_flags -t $quoted"; fi
  case $p_install_recommends in
    true) apt_flags="$apt_flags -o APT::Install-Recommends=yes" ;;
    false) apt_flags="$apt_flags --no-install-recommends" ;;
  esac
  if $p_force; then
    apt_flags="$apt_flags --allow-downgrades --allow-remove-essential --allow-change-held-packages --allow-unauthenticated"
  fi
  ! $p_allow_unauthenticated || apt_flags="$apt_flags --allow-unauthenticated"
  ! $p_allow_downgrade || apt_flags="$apt_flags --allow-downgrades"
  ! $p_allow_change_held_packages || apt_flags="$apt_flags --allow-change-held-packages"
  ! $p_autoremove || apt_flags="$apt_flags --auto-remove"
  ! $p_only_upgrade || apt_flags="$apt_flags --only-upgrade"
  ! $p_fail_on_autoremove || [ "$p_state" = absent ] || apt_flags="$apt_flags --no-remove"
}

# apt_run ARGUMENT…: apt-get, not interactive. Another apt that holds a lock is waited for.
apt_run() {
  apt_rest=$p_dpkg_options apt_dpkg=''
  while [ -n "$apt_rest" ]; do
    quote "Dpkg::Options::=--${apt_rest%%,*}"
    apt_dpkg="$apt_dpkg -o $quoted"
    case $apt_rest in *,*) apt_rest=${apt_rest#*,} ;; *) apt_rest='' ;; esac
  done
  apt_waited=0
  while :; do
    eval "capture env DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical apt-get -y -q \
      -o DPkg::Lock::Timeout=$p_lock_timeout $apt_dpkg \"\$@\""
    case $rc:$err in
      0:*) return ;;
      *'Could not get lock'* | *'Unable to lock'*) ;;
      *) return ;;
    esac
    [ "$apt_waited" -lt "$p_lock_timeout" ] || return 0
    apt_waited=$((apt_waited + 2))
    sleep 2
  done
}

# apt_failed: fails in Ansible's words. Where the lists would have been updated first, check mode
# cannot know what they would hold, so a package that is not in them yet is only a warning.
apt_failed() {
  apt_message="'apt-get $apt_task$apt_words' failed: $err"
  case $err in
    *'Unable to locate package '* | *"has no installation candidate"* | *"for '"*"' was not found"*)
      case $err in
        *'Unable to locate package '*) apt_name=${err#*Unable to locate package } ;;
        *"has no installation candidate"*) apt_name=${err%%\' has no*}; apt_name=${apt_name##*\'} ;;
        *) apt_name=${err%%\' was not found*}; apt_name=${apt_name##*\'} ;;
      esac
      apt_message="No package matching '${apt_name%%"$_nl"*}' is available"
      if $_check && { $apt_cache_due || ! apt_lists; }; then
        warn "$apt_message in the lists as they are; they would have been updated first"
        change
        return
      fi ;;
    *'Could not get lock'* | *'Unable to lock'*)
      apt_message="Failed to lock apt for exclusive operation: $err" ;;
  esac
  put_j rc "$rc"
  put_s stdout "$out"
  put_s stderr "$err"
  fail "$apt_message"
}

# apt_lists: whether there are lists of packages at all.
apt_lists() {
  for apt_item in /var/lib/apt/lists/*Packages*; do [ ! -e "$apt_item" ] || return 0; done
  return 1
}

# apt_diff: what apt-get said it would do, as Ansible prepares it.
apt_diff() {
  $_diff || return 0
  apt_text=${out#*Reading state information...}
  apt_text=${apt_text#*"$_nl"}
  put_map diff
  put_s prepared "${apt_text%%" not upgraded."*} not upgraded."
  put_close
}

# apt_plan_deb: a package file is installed unless its version is.
apt_plan_deb() {
  [ "$p_state" = present ] || fail "deb only supports state=present"
  apt_file=$p_deb
  case $p_deb in *://*) apt_fetch ;; esac
  if [ ! -e "$apt_file" ]; then
    $_check || fail "Unable to install package: the file $apt_file does not exist"
    warn "the file $apt_file is not there (yet)"
    change
    return
  fi
  # Placeholders of dpkg-deb, not of the shell.
  # shellcheck disable=SC2016
  must "Unable to install package" /usr/bin/dpkg-deb --show --showformat '${Package}:${Architecture} ${Version}' "$apt_file"
  apt_name=${out%% *} apt_value=${out#* } out=''
  apt_wanted=$apt_value
  apt_installed "${apt_name%:*}"
  case $apt_name in *:all) apt_name=${apt_name%:all} ;; esac
  apt_lookup "$apt_name"
  [ "$apt_version" != "$apt_wanted" ] || return 0
  if [ -n "$apt_version" ] && ! $p_allow_downgrade && ! $p_force &&
    /usr/bin/dpkg --compare-versions "$apt_version" gt "$apt_wanted"; then
    fail "Unable to install package: a later version is already installed"
  fi
  case $apt_file in /*) ;; *) apt_file=$PWD/$apt_file ;; esac
  quote "$apt_file"
  apt_task=install apt_words=$quoted
}

# apt_fetch: fetches the file that the URL in `deb` names.
apt_fetch() {
  temporary
  apt_file=$_tmp/package.deb
  if have curl; then must "Failure downloading $p_deb" curl -fsSL -o "$apt_file" -- "$p_deb"
  elif have wget; then must "Failure downloading $p_deb" wget -q -O "$apt_file" -- "$p_deb"
  else must "Failure downloading $p_deb" /usr/lib/apt/apt-helper download-file "$p_deb" "$apt_file"
  fi
  out=''
  chmod 755 "$_tmp"
  chmod 644 "$apt_file"
}

# policy_rc_d_set, policy_rc_d_restore: our /usr/sbin/policy-rc.d while packages are installed.
policy_rc_d_set() {
  temporary
  policy_rc_d_active=new
  if [ -e /usr/sbin/policy-rc.d ]; then
    policy_rc_d_active=backup
    must "Fail to move /usr/sbin/policy-rc.d to $_tmp" mv /usr/sbin/policy-rc.d "$_tmp/policy-rc.d"
  fi
  printf '#!/bin/sh\nexit %s\n' "$p_policy_rc_d" >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
}

policy_rc_d_restore() {
  if [ "$policy_rc_d_active" = backup ]; then mv "$_tmp/policy-rc.d" /usr/sbin/policy-rc.d
  else rm -f /usr/sbin/policy-rc.d
  fi
  policy_rc_d_active=''
}

# Packages of SUSE.
#
# part package_zypper
# uses package

zypper_missing() {
  package_absent='' package_there=''
  package_named=$(rpm -q --qf '' -- "$@" 2>&1) || :
  for package_item; do
    case $_nl$package_named$_nl in
      *"${_nl}package $package_item is not installed$_nl"*) package_is 1 "$package_item" ;;
      *) package_is 0 "$package_item" ;;
    esac
  done
}

zypper_outdated() {
  package_updates=$(zypper --quiet --non-interactive list-updates 2>/dev/null) || return 1
  for package_item; do
    case $package_updates in *"| $package_item "*) return 0 ;; esac
  done
  return 1
}

zypper_do() {
  package_verb=$1
  shift
  case $package_verb in
    update) set -- refresh ;;
    install) set -- install --auto-agree-with-licenses "$@" ;;
    upgrade) set -- update --auto-agree-with-licenses "$@" ;;
    remove) set -- remove "$@" ;;
  esac
  capture zypper --quiet --non-interactive "$@"
  # 102 and 103 ask for a restart of the host or of zypper, after a success.
  case $rc in 102 | 103) rc=0 ;; esac
}

# Package managers of few options. Each is a part with these functions:
#
#   X_missing NAME…             sets package_absent and package_there to quoted words
#   X_do TASK NAME…             runs the manager: update, install, upgrade or remove
#   X_outdated NAME…            whether newer versions of installed packages are known
#
# part package
# uses quote

package_query() {
  package_task='' package_words='' out='' err=''
  if [ "$p_update_cache" = true ] && ! $_check; then
    # The lists come before anything is looked at; Ansible counts them as no change here.
    "${package_backend}_do" update
    [ "$rc" -eq 0 ] || fail "could not update the lists of packages: ${err:-$out}"
  fi
  eval "${package_backend}_missing $p_name"
  case $p_state in
    present) package_words=$package_absent package_task=install ;;
    absent) package_words=$package_there package_task=remove ;;
    latest)
      package_words=$package_absent package_task=install
      if [ -n "$package_there" ] && eval "${package_backend}_outdated $package_there"; then
        package_words="$package_words $package_there" package_task=upgrade
      fi ;;
  esac
  [ -z "$package_words" ] || change
}

package_apply() {
  eval "${package_backend}_do \$package_task $package_words"
  [ "$rc" -eq 0 ] && return
  put_j rc "$rc"
  put_s stdout "$out"
  put_s stderr "$err"
  fail "failed to $package_task$package_words: ${err:-$out}"
}

# package_is STATUS NAME: notes a package as there (0) or absent.
package_is() {
  quote "$2"
  if [ "$1" -eq 0 ]; then package_there="$package_there $quoted"; else package_absent="$package_absent $quoted"; fi
}

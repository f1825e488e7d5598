# Results of dnf and yum, and lists of packages.
#
# part dnf_list
# uses facts

dnf_report() {
  if [ -n "$p_list" ]; then dnf_list; return; fi
  put_list results
  dnf_results
  put_close
  put_j rc 0
  put_s msg "$dnf_message"
}

# dnf_results: `Installed: x`, `Removed: x`, from the table at the end of what the program printed; in
# check mode from the transaction that it showed.
dnf_results() {
  dnf_word=''
  while IFS= read -r dnf_line; do
    case $dnf_line in
      Installed: | Upgraded: | Updated: | Removed: | Downgraded: | Reinstalled: | 'Dependency Installed:' | 'Dependency Updated:' | 'Dependency Removed:')
        dnf_word=${dnf_line#Dependency } ;;
      'Installing:' | 'Installing dependencies:' | 'Installing weak dependencies:' | 'Installing for dependencies:')
        dnf_foresee Installed: ;;
      'Removing:' | 'Removing dependent packages:' | 'Removing unused dependencies:') dnf_foresee Removed: ;;
      'Upgrading:' | 'Updating:') dnf_foresee Upgraded: ;;
      ' '*) [ -z "$dnf_word" ] || dnf_result "$dnf_line" ;;
      *) dnf_word='' ;;
    esac
  done <<END
${dnf_output-}
END
}

# dnf_foresee WORD: in check mode the transaction that was shown is all there is.
dnf_foresee() {
  dnf_word=''
  ! $_check || dnf_word=$1
}

# dnf_result LINE: a line of a table: packages, or one package in columns.
dnf_result() {
  set -f
  # shellcheck disable=SC2086
  set -- $1
  set +f
  if [ $# -ge 5 ] && $_check; then
    case $dnf_word in Installed:) ! $_foresees || foresee_that "package $1" installed ;; esac
    put_s '' "$dnf_word $1-$3.$2"
    return
  fi
  if [ $# -eq 2 ]; then
    # yum 7 has the epoch and version in a second column.
    case $2 in [0-9]*:*) put_s '' "$dnf_word $1 $2"; return ;; esac
  fi
  for dnf_item; do put_s '' "$dnf_word $dnf_item"; done
}

dnf_list() {
  dnf_form='%{name} %{arch} %{epoch} %{release} %{version} %{repoid}'
  case $p_list in
    installed) dnf_list_installed ;;
    available | updates | upgrades)
      [ "$p_list" = available ] || p_list=upgrades
      dnf_list_query "--$p_list" ;;
    repos | repositories | enabled) capture "$dnf" -q repolist; dnf_list_repos ;;
    *) dnf_list_query "$p_list" ;;
  esac
}

dnf_list_installed() {
  dnf_state=installed
  out=$(dnf_rpm -qa --qf '%{NAME} %{ARCH} %{EPOCHNUM} %{RELEASE} %{VERSION} installed\n')
  dnf_list_put
}

dnf_list_query() {
  dnf_state=available
  eval "capture \$dnf -q $dnf_options repoquery --qf \"\$dnf_form\" \"\$1\""
  [ "$rc" -eq 0 ] || fail "cannot list packages: ${err:-$out}"
  dnf_list_put
}

dnf_list_put() {
  put_list results
  while read -r dnf_name dnf_arch dnf_epoch dnf_release dnf_version dnf_repo; do
    [ -n "$dnf_version" ] || continue
    put_map ''
    put_s name "$dnf_name"
    put_s arch "$dnf_arch"
    put_s epoch "$dnf_epoch"
    put_s release "$dnf_release"
    put_s version "$dnf_version"
    put_s repo "$dnf_repo"
    put_s nevra "$dnf_epoch:$dnf_name-$dnf_version-$dnf_release.$dnf_arch"
    put_s envra "$dnf_epoch:$dnf_name-$dnf_version-$dnf_release.$dnf_arch"
    put_s yumstate "$dnf_state"
    put_close
  done <<END
$out
END
  put_close
}

dnf_list_repos() {
  put_list results
  while read -r dnf_repo dnf_name; do
    case $dnf_repo in repo | '') continue ;; esac
    put_map ''
    put_s repoid "$dnf_repo"
    put_s state enabled
    put_close
  done <<END
$out
END
  put_close
}

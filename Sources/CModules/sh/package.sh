# Manages packages, with the package manager that the host has.
#
# module ansible.builtin.package
# uses managers apt dnf package_apk package_pacman package_zypper
# param name list elements=str required aliases=pkg,package : Packages, as their manager writes them.
# param state str default=present choices=absent,present,latest,installed,removed : What is wanted.
# param use str default=auto : The package manager to use.
# param update_cache bool aliases=update-cache : Update the lists of packages first.
# param cache_valid_time int default=0 : For apt, see its module.
# param install_recommends bool aliases=install-recommends : For apt, see its module.
# param default_release str aliases=default-release : For apt, see its module.
# param purge bool default=false : For apt, see its module.
# param force bool default=false : For apt, see its module.
# param only_upgrade bool default=false : For apt, see its module.
# param dpkg_options str default=force-confdef,force-confold : For apt, see its module.
# param allow_unauthenticated bool default=false aliases=allow-unauthenticated : For apt, see its module.
# param policy_rc_d int : For apt, see its module.
# param autoremove bool default=false : For apt and dnf, see their modules.
# param allow_downgrade bool default=false : For apt and dnf, see their modules.
# param lock_timeout int default=60 : For apt, see its module.
# param enablerepo list elements=str default= : For dnf, see its module.
# param disablerepo list elements=str default= : For dnf, see its module.
# param exclude list elements=str default= : For dnf, see its module.
# param disable_gpg_check bool default=false : For dnf, see its module.
# supports check_mode

query() {
  case $p_state in
    installed) p_state=present ;;
    removed) p_state=absent ;;
  esac
  package_pick
  case $package_backend in
    apt) package_apt; apt_query ;;
    dnf) package_dnf; dnf_query ;;
    *) package_query ;;
  esac
}

apply() {
  case $package_backend in
    apt | dnf) "${package_backend}_apply" ;;
    *) package_apply ;;
  esac
}

foresee() {
  case $package_backend in apt | dnf) "${package_backend}_announce" ;; esac
}

report() {
  case $package_backend in
    apt | dnf) "${package_backend}_report" ;;
    *) put_s stdout "$out"; put_s stderr "$err" ;;
  esac
}

# package_pick: sets $package_backend.
package_pick() {
  pkg_mgr=${p_use##*.}
  [ "$pkg_mgr" != auto ] || package_manager
  case $pkg_mgr in
    apt | apk | pacman | zypper) package_backend=$pkg_mgr ;;
    dnf | dnf5 | yum) package_backend=dnf ;;
    *) fail "Could not find a matching action for the \"$pkg_mgr\" package manager." ;;
  esac
}

# package_apt, package_dnf: what the backends' modules have as defaults.
package_apt() {
  p_update_cache_retries=5 p_update_cache_retry_max_delay=12 p_clean=false p_upgrade=no p_deb=''
  p_allow_change_held_packages=false p_autoclean=false p_fail_on_autoremove=false p_force_apt_get=false
}

package_dnf() {
  p_list='' p_conf_file='' p_installroot=/ p_releasever='' p_skip_broken=false p_update_only=false
  p_security=false p_bugfix=false p_enable_plugin='' p_disable_plugin='' p_disable_excludes=''
  p_validate_certs=true p_sslverify=true p_download_only=false p_download_dir='' p_install_weak_deps=true
  p_allowerasing=false p_nobest='' p_best='' p_cacheonly=false p_use_backend=auto
  p_update_cache=${p_update_cache:-false}
}

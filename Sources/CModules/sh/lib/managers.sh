# Which package and service managers the host has.
#
# part managers
# uses facts facts_distribution

# package_manager: sets $pkg_mgr as Ansible's fact has it.
package_manager() {
  [ -n "${os_family-}" ] || { read_os_release; distribution_name; distribution_version; }
  case $os_family in
    Debian) set -- apt ;;
    RedHat) set -- dnf yum ;;
    Suse) set -- zypper ;;
    Alpine) set -- apk ;;
    Archlinux) set -- pacman ;;
    Gentoo) set -- emerge ;;
    *) set -- ;;
  esac
  pkg_mgr=unknown
  for fact_word in "$@" dnf yum apt-get apk pacman zypper emerge xbps-install; do
    [ "$fact_word" != apt ] || fact_word=apt-get
    have "$fact_word" || continue
    pkg_mgr=$fact_word
    break
  done
  # Not POSIX, but dash, bash, ksh and busybox all have -ef.
  # shellcheck disable=SC3013
  case $pkg_mgr in
    apt-get) pkg_mgr=apt ;;
    emerge) pkg_mgr=portage ;;
    xbps-install) pkg_mgr=xbps ;;
    dnf) if [ -e /usr/bin/dnf5 ] && [ /usr/bin/dnf -ef /usr/bin/dnf5 ]; then pkg_mgr=dnf5; fi ;;
  esac
}

# service_manager: sets $service_mgr: the name of process 1, and where that says nothing what
# the host has installed.
service_manager() {
  first_line /proc/1/comm
  case $line in
    procd) service_mgr=openwrt_init ;;
    runit-init) service_mgr=runit ;;
    svscan) service_mgr=svc ;;
    openrc-init) service_mgr=openrc ;;
    '' | init | *sh)
      if [ -d /run/systemd/system ]; then service_mgr=systemd
      elif [ -x /sbin/openrc ] || [ -x /usr/sbin/openrc ]; then service_mgr=openrc
      elif have initctl && [ -d /etc/init ]; then service_mgr=upstart
      elif [ -d /etc/init.d ]; then service_mgr=sysvinit
      else service_mgr=service
      fi ;;
    *) service_mgr=$line ;;
  esac
}

facts_pkg_mgr() {
  package_manager
  fact pkg_mgr "$pkg_mgr"
}

facts_service_mgr() {
  service_manager
  fact service_mgr "$service_mgr"
}

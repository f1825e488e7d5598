# Facts about the distribution and what it comes with: package and service managers, security.
#
# part facts_distribution
# uses facts

# read_os_release: sets os_ID, os_VERSION_ID, … from /etc/os-release, which has the grammar of
# shell assignments (os-release(5)), but is read here and not run.
read_os_release() {
  os_ID='' os_ID_LIKE='' os_NAME='' os_VERSION='' os_VERSION_ID='' os_VERSION_CODENAME='' os_PRETTY_NAME=
  for fact_file in /etc/os-release /usr/lib/os-release; do
    [ -r "$fact_file" ] || continue
    while IFS='=' read -r fact_key fact_value; do
      case $fact_key in
        ID | ID_LIKE | NAME | VERSION | VERSION_ID | VERSION_CODENAME | PRETTY_NAME) ;;
        *) continue ;;
      esac
      fact_value=${fact_value#[\"\']}
      fact_value=${fact_value%[\"\']}
      eval "os_$fact_key=\$fact_value"
    done <"$fact_file"
    return 0
  done
  return 0
}

# distribution_name: sets $distribution, $os_family and where Ansible would have found them.
distribution_name() {
  fact_path=/etc/os-release fact_variety=Debian
  case $os_ID in
    debian) distribution=Debian ;;
    ubuntu) distribution=Ubuntu ;;
    linuxmint) distribution='Linux Mint' ;;
    raspbian) distribution=Debian ;;
    kali) distribution=Kali ;;
    pop) distribution='Pop!_OS' ;;
    centos) distribution=CentOS ;;
    rhel) distribution=RedHat ;;
    rocky) distribution=Rocky ;;
    almalinux) distribution=AlmaLinux ;;
    fedora) distribution=Fedora ;;
    ol) distribution=OracleLinux ;;
    amzn) distribution=Amazon ;;
    alpine) distribution=Alpine ;;
    arch) distribution=Archlinux ;;
    opensuse-leap) distribution='openSUSE Leap' ;;
    opensuse-tumbleweed) distribution='openSUSE Tumbleweed' ;;
    sles) distribution=SLES ;;
    gentoo) distribution=Gentoo ;;
    void) distribution=Void ;;
    *) distribution=${os_NAME:-Linux} ;;
  esac
  case " $os_ID $os_ID_LIKE " in
    *' debian '* | *' ubuntu '*) os_family=Debian ;;
    *' rhel '* | *' fedora '* | *' centos '* | *' amzn '*)
      os_family=RedHat fact_variety=RedHat fact_path=/etc/redhat-release
      if [ -e /etc/oracle-release ]; then fact_variety=OracleLinux fact_path=/etc/oracle-release
      elif [ -e /etc/centos-release ]; then fact_variety=CentOS fact_path=/etc/centos-release; fi ;;
    *' suse '* | *' opensuse '* | *' sles '*) os_family=Suse fact_variety=SUSE ;;
    *' alpine '*) os_family=Alpine fact_variety=Alpine fact_path=/etc/alpine-release ;;
    *' arch '*) os_family=Archlinux fact_variety=Archlinux fact_path=/etc/arch-release ;;
    *) os_family=$distribution fact_variety=$distribution ;;
  esac
  case $os_ID in
    amzn) fact_variety=Amazon fact_path=/etc/os-release ;;
  esac
}

# distribution_version: sets $os_release (the code name) and $os_version, which is finer than
# os-release where the distribution has a file that says more.
distribution_version() {
  os_version=${os_VERSION_ID:-NA} os_release=$os_VERSION_CODENAME
  if [ "$os_NAME" = 'CentOS Stream' ]; then os_release=Stream; fi
  if [ -z "$os_release" ]; then
    case $os_ID:$os_VERSION in
      fedora:*) ;;
      *'('*')'*) os_release=${os_VERSION#*\(}; os_release=${os_release%%\)*} ;;
      alpine:* | arch:*) os_release=NA ;;
    esac
  fi
  case $os_ID in
    debian | raspbian) first_line /etc/debian_version ;;
    alpine) first_line /etc/alpine-release ;;
    centos) first_line /etc/centos-release; line=${line#*release }; line=${line%% *} ;;
    *) line= ;;
  esac
  case $line in
    [0-9]*.[0-9]*.[0-9]*) if [ "$os_ID" = centos ]; then line=${line%.*}; fi; os_version=$line ;;
    [0-9]*) os_version=$line ;;
  esac
}

facts_distribution() {
  read_os_release
  distribution_name
  distribution_version
  fact distribution "$distribution"
  fact distribution_version "$os_version"
  fact distribution_major_version "${os_version%%.*}"
  fact distribution_release "$os_release"
  case $os_version in
    *.*) fact_minor=${os_version#*.}; fact distribution_minor_version "${fact_minor%%.*}" ;;
  esac
  fact distribution_file_path "$fact_path"
  fact distribution_file_variety "$fact_variety"
  fact_json distribution_file_parsed true
  fact os_family "$os_family"
}

facts_lsb() {
  wanted lsb || return 0
  put_map ansible_lsb
  if [ -r /etc/lsb-release ]; then
    while IFS='=' read -r fact_key fact_value; do
      fact_value=${fact_value#\"}
      fact_value=${fact_value%\"}
      case $fact_key in
        DISTRIB_ID) put_s id "$fact_value" ;;
        DISTRIB_RELEASE) put_s release "$fact_value"; put_s major_release "${fact_value%%.*}" ;;
        DISTRIB_DESCRIPTION) put_s description "$fact_value" ;;
        DISTRIB_CODENAME) put_s codename "$fact_value" ;;
      esac
    done </etc/lsb-release
  elif have lsb_release; then
    # What the program prints comes from os-release too.
    [ -n "${os_ID-}" ] || { read_os_release; distribution_name; }
    put_s id "$distribution"
    put_s release "$os_VERSION_ID"
    put_s major_release "${os_VERSION_ID%%.*}"
    put_s description "$os_PRETTY_NAME"
    put_s codename "$os_VERSION_CODENAME"
  fi
  put_close
}

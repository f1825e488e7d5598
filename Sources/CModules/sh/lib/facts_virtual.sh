# Facts about virtualization: what the host runs in, and what it can run.
#
# part facts_virtual
# uses facts

# The first technology found as a guest is the type. The order is Ansible's: containers first.
facts_virtual() {
  virtual_guest='' virtual_host=
  virtual_container
  virtual_machine
  if [ -d /proc/1 ] && grep -q '^kvm ' /proc/modules 2>/dev/null; then virtual_host=kvm
  elif [ -e /dev/kvm ]; then virtual_host=kvm
  elif grep -q '^vboxdrv ' /proc/modules 2>/dev/null; then virtual_host=virtualbox
  fi
  if [ -n "$virtual_guest" ]; then
    set -- guest "${virtual_guest%% *}"
  elif [ -n "$virtual_host" ]; then
    set -- host "$virtual_host"
  else
    set -- NA NA
  fi
  fact virtualization_role "$1"
  fact virtualization_type "$2"
  # shellcheck disable=SC2086
  fact_words virtualization_tech_guest $virtual_guest
  # shellcheck disable=SC2086
  fact_words virtualization_tech_host $virtual_host
}

virtual_container() {
  first_line /run/systemd/container
  if [ -e /.dockerenv ] || [ -e /.dockerinit ]; then virtual_guest='docker container'
  elif [ -e /run/.containerenv ]; then virtual_guest='podman container'
  elif [ -d /proc/vz ] && [ ! -d /proc/lve ]; then
    if [ -e /proc/bc ]; then virtual_host=openvz; else virtual_guest=openvz; fi
  elif [ -n "$line" ]; then
    case $line in
      systemd-nspawn) virtual_guest='container' ;;
      *) virtual_guest="$line container" ;;
    esac
  else
    while IFS= read -r line; do
      case $line in
        */docker/* | */docker-*.scope* | */containerd/*) virtual_guest='docker container' ;;
        */lxc/* | */lxc.payload*) virtual_guest='lxc container' ;;
        *) continue ;;
      esac
      break
    done </proc/1/cgroup
  fi 2>/dev/null
}

# virtual_machine: adds the hypervisor that the firmware names.
virtual_machine() {
  first_line /sys/class/dmi/id/product_name; virtual_product=$line
  first_line /sys/class/dmi/id/sys_vendor; virtual_vendor=$line
  first_line /sys/class/dmi/id/bios_vendor; virtual_bios=$line
  virtual_kind=
  case $virtual_product in
    KVM | 'KVM Server' | Bochs | AHV) virtual_kind=kvm ;;
    RHEV\ Hypervisor | oVirt*) virtual_kind=RHEV ;;
    VMware*) virtual_kind=VMware ;;
    'OpenStack Compute' | 'OpenStack Nova') virtual_kind=openstack ;;
    VirtualBox) virtual_kind=virtualbox ;;
    'HVM domU') virtual_kind=xen ;;
    Parallels*) virtual_kind=parallels ;;
  esac
  case $virtual_bios in
    Xen) virtual_kind=xen ;;
    'innotek GmbH') virtual_kind=virtualbox ;;
    'Amazon EC2' | DigitalOcean | Hetzner) virtual_kind=kvm ;;
  esac
  case $virtual_vendor in
    'Microsoft Corporation') [ "$virtual_product" != 'Virtual Machine' ] || virtual_kind=VirtualPC ;;
    'Parallels Software International Inc.') virtual_kind=parallels ;;
    QEMU | 'Amazon EC2' | DigitalOcean | Google | Hetzner | Nutanix | 'oVirt' | Linode)
      virtual_kind=${virtual_kind:-kvm} ;;
    'OpenStack Foundation') virtual_kind=openstack ;;
  esac
  if [ -z "$virtual_kind" ] && grep -q 'QEMU Virtual CPU' /proc/cpuinfo; then virtual_kind=kvm; fi
  if [ -z "$virtual_kind" ] && [ -e /proc/xen/capabilities ]; then virtual_kind=xen; fi
  case " $virtual_guest " in
    *" $virtual_kind "*) ;;
    *) [ -z "$virtual_kind" ] || virtual_guest="${virtual_guest:+$virtual_guest }$virtual_kind" ;;
  esac
}

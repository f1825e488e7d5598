# Packages of Arch Linux.
#
# part package_pacman
# uses package

pacman_missing() {
  package_absent='' package_there=''
  # `pacman -T` prints those that are missing; what another package provides is not.
  package_lacking=$(pacman -T "$@" 2>/dev/null) || :
  for package_item; do
    case $_nl$package_lacking$_nl in
      *"$_nl$package_item$_nl"*) package_is 1 "$package_item" ;;
      *) package_is 0 "$package_item" ;;
    esac
  done
}

pacman_outdated() { [ -n "$(pacman -Qu "$@" 2>/dev/null)" ]; }

pacman_do() {
  package_verb=$1
  shift
  case $package_verb in
    update) capture pacman -Sy --noconfirm ;;
    install | upgrade) capture pacman -S --noconfirm --needed "$@" ;;
    remove) capture pacman -R --noconfirm "$@" ;;
  esac
}

# Packages of Alpine.
#
# part package_apk
# uses package

apk_missing() {
  package_absent='' package_there=''
  # `apk info -e` prints those that are installed.
  package_known=$(apk info -e "$@" 2>/dev/null) || :
  for package_item; do
    case $_nl$package_known$_nl in
      *"$_nl${package_item%%[<>=~@]*}$_nl"*) package_is 0 "$package_item" ;;
      *) package_is 1 "$package_item" ;;
    esac
  done
}

apk_outdated() { [ -n "$(apk version -q -l '<' "$@" 2>/dev/null)" ]; }

apk_do() {
  package_verb=$1
  shift
  case $package_verb in
    update) capture apk update ;;
    install) capture apk add "$@" ;;
    upgrade) capture apk add --upgrade "$@" ;;
    remove) capture apk del "$@" ;;
  esac
}

# Quoting, for lists of words that `eval "set -- $words"` takes apart.
#
# part quote

# quote TEXT: sets $quoted to a word that the shell reads back as the text. Starts nothing.
quote() {
  case $1 in
    '' | *[!A-Za-z0-9_./:,+@=-]*) ;;
    *) quoted=$1; return ;;
  esac
  quote_rest=$1 quoted=\'
  while :; do
    case $quote_rest in
      *\'*) quoted="$quoted${quote_rest%%\'*}'\\''"; quote_rest=${quote_rest#*\'} ;;
      *) quoted="$quoted$quote_rest'"; return ;;
    esac
  done
}

# Content that the controller sends while a call runs, and content that goes back to it.
#
# part stream
#
# A call says what it wants, and the controller sends pieces of at most a few MiB, each after a line:
#
#     raw SIZE     SIZE bytes follow
#     gzip SIZE    the same, packed
#     end          that was all; or `abort`, when the controller cannot go on
#
# Descriptor 4 is the shell's own standard input. Every piece is read to its last byte, whatever
# becomes of it, so that no content is taken for commands.

# stream_ask REQUEST: one line; the controller answers only once the whole frame is read.
stream_ask() {
  _reply="${_reply}! $_token $_id $1$_nl"
  flush
}

# stream_forms: sets $forms to what pieces the host can unpack.
stream_forms() {
  forms=raw
  if have gzip; then forms=gzip; fi
}

# stream_take: the content, to standard output, which must be read to its end. Reads what it is
# told to and not a byte more: `head` may read ahead, `dd` does not.
stream_take() {
  while read -r _stream_form _stream_size <&4; do
    case $_stream_form in
      raw) _stream_piece ;;
      gzip) _stream_piece | gzip -dc ;;
      *) return 0 ;;
    esac
  done
}

_stream_piece() { dd bs="$_stream_size" count=1 iflag=fullblock <&4 2>/dev/null; }

# stream_append FILE: the content, to the end of a file. When the file takes no more, the controller
# is told to stop.
stream_append() {
  stream_take | {
    cat >>"$1" 2>/dev/null && exit 0
    stream_ask stop
    cat >/dev/null
    exit 1
  }
}

# stream_put COMMAND [ARGUMENT…]: what a command writes, to the controller, whatever bytes it is.
stream_put() {
  _reply="${_reply}b 0 $_nl"
  flush
  "$@" >&3
  _reply="$_nl.$_token$_nl"
}

# Write a file from a Jinja template.
#
# module ansible.builtin.template
# uses files
# param src      path required : The template, searched in `templates`.
# param dest     path required : The file to write.
# param backup   bool default=false : Keep the old content in a file beside it.
# param force    bool default=true : Replace a file that differs.
# param validate str : A command that must accept the new file, with %s in place of its name.
# param follow   bool default=false : Follow a link at the destination.
# param newline_sequence str default=\n : The line end to write: \n, \r or \r\n.
# param block_start_string    str default={% : Where a statement begins.
# param block_end_string      str default=%} : Where a statement ends.
# param variable_start_string str default={{ : Where an expression begins.
# param variable_end_string   str default=}} : Where an expression ends.
# param comment_start_string  str : Where a comment begins.
# param comment_end_string    str : Where a comment ends.
# param trim_blocks   bool default=true : Drop the line end after a statement.
# param lstrip_blocks bool default=false : Drop blanks before a statement.
# param output_encoding str default=utf-8 : The encoding to write; only utf-8 is known.
# returns dest str : The file.
# returns checksum str : The SHA-1 of its content.
# supports check_mode diff

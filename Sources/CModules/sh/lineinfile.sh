# Make sure that a line stands in a file, or does not.
#
# module ansible.builtin.lineinfile
# uses files
# param path   path required aliases=dest,destfile,name : The file.
# param line   str aliases=value : The line to have.
# param regexp str aliases=regex : The last line that matches is replaced, or all are removed.
# param search_string str : The same as a plain text.
# param state  str default=present choices=absent,present : Whether the line should be there.
# param backrefs bool default=false : Put groups of the match into the line.
# param insertafter  str : EOF, or a regular expression after whose last match the line goes.
# param insertbefore str : BOF, or a regular expression before whose last match the line goes.
# param firstmatch bool default=false : The first match counts in place of the last.
# param create   bool default=false : Make the file where there is none.
# param backup   bool default=false : Keep the old content in a file beside it.
# param validate str : A command that must accept the new file, with %s in place of its name.
# param encoding str default=utf-8 : The encoding of the file; only utf-8 is known.
# rule mutually_exclusive insertbefore insertafter
# rule mutually_exclusive regexp search_string
# rule mutually_exclusive backrefs search_string
# rule required_if state=present line
# returns msg str : What was done.
# supports check_mode diff

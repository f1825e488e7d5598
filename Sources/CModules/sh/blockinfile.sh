# Make sure that some lines stand in a file, between markers.
#
# module ansible.builtin.blockinfile
# uses files
# param path   path required aliases=dest,destfile,name : The file.
# param block  str default= aliases=content : The lines; none removes the block.
# param marker str : The marker line; {mark} is BEGIN or END. "# {mark} ANSIBLE MANAGED BLOCK" when not given.
# param marker_begin str default=BEGIN : What {mark} is before the block.
# param marker_end   str default=END : What {mark} is after the block.
# param state  str default=present choices=absent,present : Whether the block should be there.
# param insertafter  str : EOF, or a regular expression after whose last match the block goes.
# param insertbefore str : BOF, or a regular expression before whose last match the block goes.
# param create   bool default=false : Make the file where there is none.
# param backup   bool default=false : Keep the old content in a file beside it.
# param validate str : A command that must accept the new file, with %s in place of its name.
# param append_newline  bool default=false : Have a blank line after the block.
# param prepend_newline bool default=false : Have a blank line before the block.
# param encoding str default=utf-8 : The encoding of the file; only utf-8 is known.
# rule mutually_exclusive insertbefore insertafter
# returns msg str : What was done.
# supports check_mode diff

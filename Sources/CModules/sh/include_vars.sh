# Load variables from files.
#
# module ansible.builtin.include_vars
# param file         path : The file.
# param dir          path : A folder whose files are loaded in alphabetical order.
# param name         str : Put them into a variable of this name.
# param depth        int default=0 : How deep to go into the folder; 0 is all the way.
# param files_matching str : A regular expression that the names of files must match.
# param ignore_files list elements=str : Regular expressions of names to leave out; each must match at the end.
# param extensions   list elements=str default=yaml,yml,json : Extensions of the files to load.
# param ignore_unknown_extensions bool default=false : Leave other files out silently.
# param hash_behaviour str choices=replace,merge : How maps of the same name combine.
# free_form file
# supports check_mode

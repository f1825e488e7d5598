# Keep users and passwords in a file for HTTP basic authentication.
#
# module community.general.htpasswd
# uses files
# param path path required aliases=dest,destfile : The file.
# param name str required aliases=username : The user.
# param password str no_log : The password.
# param hash_scheme str default=apr_md5_crypt aliases=crypt_scheme : apr_md5_crypt, bcrypt, sha256_crypt, sha512_crypt, plaintext, …
# param state  str default=present choices=present,absent : Whether the user should be there.
# param create bool default=true : Make the file where there is none.
# rule required_if state=present password
# returns msg str : What was done.
# supports check_mode

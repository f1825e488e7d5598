# Copy a file from the host to the controller.
#
# module ansible.builtin.fetch
# param src  path required : The file on the host.
# param dest str required : The folder on the controller, or with `flat` the file.
# param flat bool default=false : Do not make folders named after host and path.
# param fail_on_missing   bool default=true : Fail where there is no such file.
# param validate_checksum bool default=true : Compare the checksums afterwards.
# returns dest str : The file on the controller.
# returns checksum str : The SHA-1 of its content.

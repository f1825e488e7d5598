# Python on the controller

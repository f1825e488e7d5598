class FilterModule(object):
    def filters(self):
        return {'shout': str.upper}

import Testing
@testable import Modules

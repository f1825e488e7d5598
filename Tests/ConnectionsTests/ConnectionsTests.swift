import Testing
@testable import Connections

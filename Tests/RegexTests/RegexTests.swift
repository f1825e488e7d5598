import Testing
@testable import Regex

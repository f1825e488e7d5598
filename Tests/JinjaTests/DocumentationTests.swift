import Testing

@testable import Jinja

/// What `bosun doc` tells of filters and tests.
@Suite struct CallableDocumentationTests {
  @Test func allHaveTheirLine() {
    for callable in CallableDocumentation.filters + CallableDocumentation.tests {
      #expect(!callable.summary.isEmpty, "\(callable.name)")
    }
    #expect(CallableDocumentation.filters.count > 150)
  }

  @Test func keywordsAreNamedOrHandedOn() {
    let open: Set = ["format", "map", "select", "reject", "selectattr", "rejectattr"]
    for filter in CallableDocumentation.filters {
      let name = filter.name.split(separator: ".").last.map(String.init) ?? ""
      #expect(filter.takesKeywords == open.contains(name), "\(filter.name)")
    }
    let combine = CallableDocumentation.filters.first { $0.name == "ansible.builtin.combine" }
    #expect(combine?.keywords == ["recursive", "list_merge"])
  }
}

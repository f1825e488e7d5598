import Core
import Testing

@testable import Modules

@Suite struct HeaderTests {
  private func spec(_ text: String) throws -> ModuleSpec {
    try Script(SourceFile(name: "x.sh", text: Array(text.utf8))).spec
  }

  @Test func readsAll() throws {
    let spec = try spec(
      """
      # What it does.
      #
      # module a.b.c
      # alias a.b.d e.f.g
      # uses files words
      # param names list required elements=path aliases=name,pkg : Which.
      # rule required_one_of names x
      # returns names list : Those.
      # looks names compare checksum=flag
      # looks other
      # late names state=there other
      # supports check_mode
      # free_form _raw

      # param late str : Not in the header any more.
      query() { :; }
      """)
    #expect(spec.name == "a.b.c" && spec.summary == "What it does.")
    #expect(spec.aliases == ["a.b.d", "e.f.g"] && spec.uses == ["files", "words"])
    #expect(spec.parameters.count == 1)
    let names = try #require(spec.parameter(named: "pkg"))
    #expect(names.name == "names" && names.kind == .list && names.elements == .path)
    #expect(names.isRequired && names.help == "Which.")
    #expect(spec.rules.count == 1 && spec.returns.count == 1)
    #expect(
      spec.looks == [
        .init(parameter: "names", wants: [(.compare, nil), (.checksum, "flag")]),
        .init(parameter: "other", wants: []),
      ])
    let late = try #require(spec.late.first)
    #expect(late.path == "names" && late.allowed == ["names": nil, "state": "there", "other": nil])
    #expect(spec.supportsCheckMode && spec.freeForm == "_raw")
  }

  @Test(arguments: [
    "# x\n# module a\n# param x string : Wrong type.", "# x\n# param x str needed : Wrong word.",
    "# x\n# param x str colour=red : Wrong option.", "# x\n# rule forbidden a b",
    "# x\n# rule required_if state x",
    "# x\n# looks path colour",
  ])
  func refuses(_ text: String) { #expect(throws: Diagnostic.self) { _ = try spec(text) } }

  @Test func partsGiveTheirParametersToWhoUsesThem() throws {
    let spec = try #require(ModuleCatalog.builtin.spec("copy"))
    #expect(spec.parameter(named: "owner") != nil, "files is used by way of write")
    #expect(ModuleCatalog.builtin.spec("ansible.builtin.copy")?.name == spec.name)
    #expect(ModuleCatalog.builtin.spec("ansible.legacy.copy")?.name == spec.name)
    #expect(ModuleCatalog.builtin.spec("nonsense") == nil)
  }
}

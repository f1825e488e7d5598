import Core
import Testing

@testable import Playbooks

/// What the engine loads while a play runs.
@Suite struct DynamicTests {
  let loader = Loader(services: .simple)

  private func play() throws -> Play {
    try Cases.load(Cases.path("dynamic/site.yml"), .simple).get().content.plays[0]
  }

  private func texts(_ conditions: [Condition]) -> [String] {
    conditions.map { condition in
      switch condition {
      case .constant(let flag): "\(flag)"
      case .expression(let text): text.source
      }
    }
  }

  private func vars(_ task: Task) -> Map {
    task.scope.taskVars.reduce(into: [:]) { map, layer in map.merge(layer) { $1 } }
  }

  /// The include's own keywords do not come down, those of `apply` and of the blocks around do.
  @Test func tasksInheritApplyAndBlocks() throws {
    let play = try play()
    let include = play.tasks.allTasks[0]
    #expect(include.tagNames().sorted() == ["outer", "own", "play"])
    let steps = try loader.tasks(file: "file.yml", for: include, in: play).content
    let tasks = steps.allTasks
    #expect(tasks.map(\.title) == ["First", "Second", "include_tasks"])
    #expect(tasks[0].tagNames().sorted() == ["applied", "first", "outer", "play"])
    #expect(texts(tasks[0].when) == ["outer_condition", "applied_condition", "first_condition"])
    #expect(texts(tasks[1].when) == ["outer_condition", "applied_condition"])
    #expect(tasks[0].scope.effective(.becomeUser)?.value == "web")
    #expect(tasks[0].scope.effective(.become)?.value == true)
    #expect(vars(tasks[0]) == ["a": "include", "b": "apply"])
  }

  /// A file is searched beside the one that names it.
  @Test func includesAreSearchedBesideTheirFile() throws {
    let play = try play()
    let include = play.tasks.allTasks[0]
    let inner = try loader.tasks(file: "file.yml", for: include, in: play).content.allTasks[2]
    let tasks = try loader.tasks(file: "third.yml", for: inner, in: play).content.allTasks
    #expect(tasks.map(\.title) == ["Third"])
    #expect(tasks[0].tagNames().sorted() == ["applied", "outer", "play"])
  }

  @Test func rolesBringHandlersAndVariables() throws {
    let play = try play()
    let include = play.tasks.allTasks[1]
    let content = try #require(
      try loader.role(
        "part", entryPoints: RoleEntryPoints(tasks: "extra"), isPublic: true, for: include, in: play
      ).content)
    #expect(content.steps.allTasks.map(\.title) == ["other : Other", "part : Extra"])
    #expect(content.handlers.allTasks.map(\.title) == ["part : Part handler"])
    #expect(content.role.isPublic)
    #expect(content.role.defaults == ["d": "default"])
    #expect(content.role.entryVars == ["c": "role"])
    #expect(content.steps.allTasks[1].tagNames().sorted() == ["outer", "play"])
  }

  @Test func handlersStayHandlers() throws {
    let play = try play()
    let include = try #require(play.handlers.allTasks.first)
    let handlers = try loader.tasks(file: "handlers.yml", for: include, in: play).content.allTasks
    #expect(handlers.map(\.isHandler) == [true])
    #expect(handlers[0].listen == ["topic"])
  }

  @Test func allErrorsOfAnIncludeComeTogether() throws {
    let play = try play()
    let error = #expect(throws: LoadFailure.self) {
      try loader.tasks(file: "bad.yml", for: play.tasks.allTasks[0], in: play)
    }
    #expect(
      error?.errors.map(\.message) == [
        "'wehn' is not a valid attribute for a Task",
        "couldn't resolve module/action 'coppy'. This often indicates a misspelling, missing "
          + "collection, or incorrect module path.",
      ])
  }
}

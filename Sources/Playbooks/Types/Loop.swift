import Core

/// What a task is repeated over.
package enum Loop: Sendable {
  /// `loop:` a list, or a template that gives one.
  case loop(Setting)
  /// `with_NAME:` the elements that the lookup gives for these terms.
  case with(lookup: String, terms: Setting)

  package var setting: Setting {
    switch self {
    case .loop(let setting): setting
    case .with(_, let terms): terms
    }
  }
}

/// `loop_control`, with Ansible's defaults.
package struct LoopControl: Sendable {
  package var loopVar = Value.string("item")
  package var indexVar: Value?
  package var label: Setting?
  package var pause: Setting?
  package var extended: Setting?
  package var extendedAllItems: Setting?
  package var breakWhen: [Condition] = []

  package init() {}
}

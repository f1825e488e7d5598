/// How a person is asked at the terminal, key by key (ansible-core's `Display.prompt_until`). Ctrl+C interrupts each.
package enum KeyPrompt: Sendable, Equatable {
  /// A line of text, which shows unless it is hidden.
  case line(hidden: Bool)
  /// Nothing is asked; it ends after so many seconds.
  case time(Int)
  /// `C` ends it, `A` interrupts.
  case decision
}

/// What came of a prompt: what was typed, without the key that ended it.
package enum KeyAnswer: Sendable, Equatable {
  case typed(String)
  case interrupted
}

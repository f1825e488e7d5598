import CLibYAML
import Core

/// One event of libyaml, copied into values of ours.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(String, style: Node.Style, isPlainImplicit: Bool)
    case listStart, listEnd
    case mapStart(isFlow: Bool)
    case mapEnd
  }

  let kind: Kind
  let anchor: String?
  /// The tag with its handle resolved: `!vault`, `tag:yaml.org,2002:int`.
  var tag: String?
  let location: SourceLocation
}

/// libyaml's parser over one text. Not shared: whoever makes it uses it alone.
final class EventStream {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// libyaml keeps a pointer to its input, so the bytes live in memory of ours until it is gone.
  private let input: UnsafeMutableBufferPointer<UInt8>
  let file: SourceFile

  init(_ file: SourceFile) {
    self.file = file
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: file.text.count)
    _ = input.initialize(from: file.text)
    yaml_parser_initialize(parser)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event.
  ///
  /// - Throws: a `syntax` diagnostic with the place and, where it is known, the usual cause.
  func next() throws(Diagnostic) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      throw SyntaxProblem(parser.pointee, in: file).diagnostic
    }
    defer { yaml_event_delete(&event) }
    return copy(event)
  }

  private func copy(_ event: yaml_event_t) -> YAMLEvent {
    let place = location(event.start_mark)
    func made(_ kind: YAMLEvent.Kind) -> YAMLEvent {
      YAMLEvent(kind: kind, anchor: nil, tag: nil, location: place)
    }
    switch event.type {
    case YAML_STREAM_START_EVENT: return made(.streamStart)
    case YAML_DOCUMENT_START_EVENT: return made(.documentStart)
    case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
    case YAML_ALIAS_EVENT: return made(.alias(text(event.data.alias.anchor) ?? ""))
    case YAML_SCALAR_EVENT: return scalar(event.data.scalar, at: place)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return YAMLEvent(
        kind: .listStart, anchor: text(data.anchor), tag: tag(data.tag), location: place)
    case YAML_SEQUENCE_END_EVENT: return made(.listEnd)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return YAMLEvent(
        kind: .mapStart(isFlow: data.style == YAML_FLOW_MAPPING_STYLE),
        anchor: text(data.anchor), tag: tag(data.tag), location: place)
    case YAML_MAPPING_END_EVENT: return made(.mapEnd)
    default: return made(.streamEnd)
    }
  }

  private func scalar(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, at place: SourceLocation
  ) -> YAMLEvent {
    let content = UnsafeBufferPointer(start: data.value, count: data.length)
    let style: Node.Style =
      switch data.style {
      case YAML_PLAIN_SCALAR_STYLE: .plain
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .quoted
      }
    return YAMLEvent(
      kind: .scalar(
        String(decoding: content, as: UTF8.self), style: style,
        isPlainImplicit: data.plain_implicit == 1),
      anchor: text(data.anchor), tag: tag(data.tag),
      location: style == .block ? textStart(below: place) : place)
  }

  private func location(_ mark: yaml_mark_t) -> SourceLocation {
    SourceLocation(file: file, line: mark.line + 1, column: mark.column + 1)
  }

  /// The tag; `!` alone says no more than no tag.
  private func tag(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    let tag = text(pointer)
    return tag == "!" ? nil : tag
  }

  private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  // MARK: Block scalars

  /// Where each line begins in the text.
  private lazy var lineStarts: [Int] = {
    var starts = [0]
    for (index, byte) in file.text.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    return starts
  }()

  /// The first character of the text of a block scalar: on the line after its indicator, where the
  /// first line that is not blank has its first character.
  private func textStart(below indicator: SourceLocation) -> SourceLocation {
    for line in lineStarts.dropFirst(indicator.line) {
      let lead = file.text[line...].prefix { $0 == UInt8(ascii: " ") }
      let first = file.text[(line + lead.count)...].first
      if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") { continue }
      return SourceLocation(file: file, line: indicator.line + 1, column: lead.count + 1)
    }
    return indicator
  }
}

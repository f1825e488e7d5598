import CLibYAML
import Core

/// libyaml's emitter into memory. Not shared: whoever makes it uses it alone, in the order begin,
/// one value, finish.
final class Emitter {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  /// On the heap of its own, since libyaml keeps a pointer to it.
  private let output: UnsafeMutablePointer<[UInt8]>
  private var isBroken = false

  init(_ options: YAMLWriter) {
    emitter = .allocate(capacity: 1)
    output = .allocate(capacity: 1)
    output.initialize(to: [])
    yaml_emitter_initialize(emitter)
    yaml_emitter_set_unicode(emitter, options.allowUnicode ? 1 : 0)
    yaml_emitter_set_canonical(emitter, options.canonical ? 1 : 0)
    yaml_emitter_set_break(emitter, Self.lineBreak(options.lineBreak))
    if let indent = options.indent { yaml_emitter_set_indent(emitter, Int32(clamping: indent)) }
    if let width = options.width { yaml_emitter_set_width(emitter, Int32(clamping: width)) }
    yaml_emitter_set_output(
      emitter,
      { context, bytes, count in
        guard let context, let bytes else { return 0 }
        context.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 1
      }, output)
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
    output.deinitialize(count: 1)
    output.deallocate()
  }

  private static func lineBreak(_ text: String) -> yaml_break_t {
    switch text {
    case "\r": YAML_CR_BREAK
    case "\r\n": YAML_CRLN_BREAK
    default: YAML_LN_BREAK
    }
  }

  func begin(explicitStart: Bool, version: (major: Int, minor: Int)?) {
    emit { yaml_stream_start_event_initialize(&$0, YAML_UTF8_ENCODING) }
    var directive = yaml_version_directive_t(
      major: Int32(clamping: version?.major ?? 1), minor: Int32(clamping: version?.minor ?? 1))
    emit { event in
      withUnsafeMutablePointer(to: &directive) {
        yaml_document_start_event_initialize(
          &event, version == nil ? nil : $0, nil, nil, explicitStart ? 0 : 1)
      }
    }
  }

  /// - Returns: the whole text.
  func finish(explicitEnd: Bool) throws(Diagnostic) -> String {
    emit { yaml_document_end_event_initialize(&$0, explicitEnd ? 0 : 1) }
    emit { yaml_stream_end_event_initialize(&$0) }
    if isBroken {
      let problem = emitter.pointee.problem.map { String(cString: $0) } ?? "out of memory"
      throw Diagnostic(.evaluation, "cannot write YAML: \(problem)")
    }
    return String(decoding: output.pointee, as: UTF8.self)
  }

  func beginList(isFlow: Bool, anchor: String? = nil) {
    let style = isFlow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE
    emit(anchor) {
      yaml_sequence_start_event_initialize(&$0, $1, "tag:yaml.org,2002:seq", 1, style)
    }
  }

  func endList() { emit { yaml_sequence_end_event_initialize(&$0) } }

  func beginMap(isFlow: Bool, anchor: String? = nil) {
    let style = isFlow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
    emit(anchor) {
      yaml_mapping_start_event_initialize(&$0, $1, "tag:yaml.org,2002:map", 1, style)
    }
  }

  func endMap() { emit { yaml_mapping_end_event_initialize(&$0) } }

  /// A scalar; it is quoted when its text alone would be read with another tag.
  ///
  /// - Parameter style: the indicator of the style to take where the text allows it.
  func scalar(
    _ scalar: (text: String, tag: PlainScalar.Tag), style: String
  ) {
    let plain: Int32 = PlainScalar.tag(of: scalar.text) == scalar.tag ? 1 : 0
    let quoted: Int32 = scalar.tag == .str ? 1 : 0
    let wanted =
      switch style {
      case "'": YAML_SINGLE_QUOTED_SCALAR_STYLE
      case "\"": YAML_DOUBLE_QUOTED_SCALAR_STYLE
      case "|": YAML_LITERAL_SCALAR_STYLE
      case ">": YAML_FOLDED_SCALAR_STYLE
      default: YAML_PLAIN_SCALAR_STYLE
      }
    var text = scalar.text
    text.withUTF8 { content in
      var tag = scalar.tag.rawValue
      tag.withUTF8 { name in
        // libyaml wants the tag as a C string, the content with its length.
        let terminated = Array(name) + [0]
        emit { event in
          yaml_scalar_event_initialize(
            &event, nil, terminated, content.baseAddress, Int32(clamping: content.count), plain,
            quoted,
            wanted)
        }
      }
    }
  }

  /// A block of lines (`|`) under a tag of its own.
  func tagged(_ text: String, tag: String) {
    var text = text
    let name = Array(tag.utf8) + [0]
    text.withUTF8 { content in
      emit { event in
        yaml_scalar_event_initialize(
          &event, nil, name, content.baseAddress, Int32(content.count), 0, 0,
          YAML_LITERAL_SCALAR_STYLE)
      }
    }
  }

  /// What stands for a list or map that was written under this name before.
  func alias(_ name: String) { emit(name) { yaml_alias_event_initialize(&$0, $1) } }

  private func emit(
    _ name: String?, _ make: (inout yaml_event_t, UnsafePointer<yaml_char_t>?) -> Int32
  ) {
    // libyaml takes names as C strings.
    let terminated = name.map { Array($0.utf8) + [0] }
    emit { event in make(&event, terminated) }
  }

  /// Makes an event and hands it over; after a failure nothing more is emitted.
  private func emit(_ make: (inout yaml_event_t) -> Int32) {
    guard !isBroken else { return }
    var event = yaml_event_t()
    isBroken = make(&event) != 1 || yaml_emitter_emit(emitter, &event) != 1
  }
}

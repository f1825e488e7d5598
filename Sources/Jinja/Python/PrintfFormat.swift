import Core

/// Python's `format % values`.
enum PrintfFormat {
  /// - Parameter values: a tuple or list of values, a map for `%(name)s`, or one value.
  static func format(_ format: String, with values: Value) throws(Diagnostic) -> String {
    var reader = Reader(format, values)
    return try reader.run()
  }

  private struct Reader {
    private let format: [UInt8]
    private let map: Map?
    private var left: [Value]
    private var position = 0
    /// Whether what is given can be asked by key, so that nothing needs be left over: lists too.
    private let isMapping: Bool

    init(_ format: String, _ values: Value) {
      self.format = Array(format.utf8)
      map = values.map
      isMapping =
        switch values {
        case .map, .list, .undefined: true
        case .object(let object): object is IntegerRange
        default: false
        }
      if case .object(let object) = values, let tuple = object as? Tuple {
        left = tuple.values
      } else {
        left = [values]
      }
    }

    mutating func run() throws(Diagnostic) -> String {
      var out: [UInt8] = []
      while position < format.count {
        let byte = format[position]
        position += 1
        if byte != UInt8(ascii: "%") {
          out.append(byte)
        } else if position < format.count, format[position] == UInt8(ascii: "%") {
          out.append(byte)
          position += 1
        } else {
          out.append(contentsOf: try conversion().utf8)
        }
      }
      if !left.isEmpty, !isMapping {
        throw Diagnostic(.evaluation, "not all arguments converted during string formatting")
      }
      return String(bytes: out)
    }

    private mutating func next() throws(Diagnostic) -> Value {
      if left.isEmpty { throw Diagnostic(.evaluation, "not enough arguments for format string") }
      return left.removeFirst()
    }

    private mutating func conversion() throws(Diagnostic) -> String {
      var spec = FormatSpec()
      spec.align = ">"
      let named = try name()
      flags(&spec)
      spec.width = try number() ?? 0
      if spec.width < 0 { (spec.width, spec.align) = (-spec.width, "<") }
      if position < format.count, format[position] == UInt8(ascii: ".") {
        position += 1
        spec.precision = try number() ?? 0
      }
      while position < format.count, "hlL".utf8.contains(format[position]) { position += 1 }
      guard position < format.count else { throw Diagnostic(.evaluation, "incomplete format") }
      let type = Unicode.Scalar(format[position])
      position += 1
      if let named { return try convert(named, type, spec) }
      return try convert(try next(), type, spec)
    }

    private mutating func name() throws(Diagnostic) -> Value? {
      guard position < format.count, format[position] == UInt8(ascii: "(") else { return nil }
      guard let end = format[position...].firstIndex(of: UInt8(ascii: ")")) else {
        throw Diagnostic(.evaluation, "incomplete format key")
      }
      let key = String(bytes: format[(position + 1)..<end])
      position = end + 1
      guard let map else { throw Diagnostic(.evaluation, "format requires a mapping") }
      guard let value = map[key] else {
        throw Diagnostic(.evaluation, "the format key '\(key)' is missing")
      }
      return value
    }

    private mutating func flags(_ spec: inout FormatSpec) {
      while position < format.count {
        switch format[position] {
        case UInt8(ascii: "-"): spec.align = "<"
        case UInt8(ascii: "0"): if spec.align != "<" { (spec.fill, spec.align) = ("0", "=") }
        case UInt8(ascii: "+"): spec.sign = "+"
        case UInt8(ascii: " "): if spec.sign != "+" { spec.sign = " " }
        case UInt8(ascii: "#"): spec.isAlternate = true
        default: return
        }
        position += 1
      }
    }

    private mutating func number() throws(Diagnostic) -> Int? {
      if position < format.count, format[position] == UInt8(ascii: "*") {
        position += 1
        guard let number = try next().asInteger else {
          throw Diagnostic(.evaluation, "* wants int")
        }
        return number
      }
      var number: Int?
      while position < format.count, Lexer.isDigit(format[position]) {
        number = (number ?? 0) &* 10 &+ Int(format[position] - 0x30)
        position += 1
      }
      return number
    }

    private func convert(
      _ value: Value, _ type: Unicode.Scalar, _ given: FormatSpec
    ) throws(Diagnostic) -> String {
      var spec = given
      if spec.align == "<" { spec.fill = " " }
      switch type {
      case "s", "r", "a":
        if spec.align == "=" { (spec.fill, spec.align) = (" ", ">") }
        return try spec.formatText(
          type == "s"
            ? value.defined().text : type == "a" ? value.repr.escapedToASCII : value.repr)
      case "c": return try character(value.defined(), spec)
      case "d", "i", "u", "x", "X", "o":
        let whole =
          "diu".unicodeScalars.contains(type) ? value.asDouble.flatMap { WideInteger($0) } : nil
        guard let number = try value.defined().wideInteger ?? whole else {
          let wanted =
            "xXo".unicodeScalars.contains(type)
            ? "an integer is required" : "a real number is required"
          throw Diagnostic(.evaluation, "%\(type) format: \(wanted), not \(value.typeName)")
        }
        spec.type = "diu".unicodeScalars.contains(type) ? "d" : type
        if let precision = spec.precision {
          return try spec.pad(digits(number, spec, precision), isNumber: true)
        }
        return try spec.formatInteger(number)
      case "e", "E", "f", "F", "g", "G":
        guard let number = try value.defined().asDouble else {
          throw Diagnostic(.evaluation, "must be real number, not \(value.typeName)")
        }
        spec.type = type
        return try spec.format(.float(number))
      default:
        throw Diagnostic(.evaluation, "unsupported format character '\(type)'")
      }
    }

    private func character(_ value: Value, _ spec: FormatSpec) throws(Diagnostic) -> String {
      if let text = value.string, text.scalarCount == 1 {
        return try spec.pad(text, isNumber: false)
      }
      guard let code = value.asInteger else {
        throw Diagnostic(.evaluation, "%c requires int or char")
      }
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
        throw Diagnostic(.evaluation, "%c arg not in range(0x110000)")
      }
      return try spec.pad(String(scalar), isNumber: false)
    }

    /// An integer with a least number of digits.
    private func digits(_ number: WideInteger, _ given: FormatSpec, _ count: Int) throws(Diagnostic)
      -> String
    {
      var spec = given
      let prefix = (number.isNegative || given.sign != "-" ? 1 : 0) + (given.isAlternate ? 2 : 0)
      (spec.width, spec.fill, spec.align, spec.precision) = (count + prefix, "0", "=", nil)
      return try spec.formatInteger(number)
    }
  }
}

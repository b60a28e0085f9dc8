import ServiceModels

/// Values as texts in headers, paths, queries, forms and XML.
enum ScalarText {
  /// The value of a text; nil if it is none of the shape's kind.
  static func decode(_ text: String, _ shape: ShapeModel) -> WireValue? {
    switch shape.kind {
    case .string, .document: .string(text)
    case .boolean: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .integer: Int32(text).map { .integer(Int64($0)) }
    case .long: Int64(text).map { .integer($0) }
    case .float, .double: Numbers.double(text).map { .double($0) }
    case .timestamp: Timestamps.parse(text).map { .timestamp($0) }
    case .blob: Base64.decode(text).map { .blob($0) }
    case .structure, .list, .map: nil
    }
  }

  /// The text of a value; `format` is how times are written where neither member nor shape says.
  static func encode(_ value: WireValue, _ member: MemberModel, times format: TimestampFormat) -> String {
    switch value {
    case .string(let text): member.shape.kind == .blob ? Base64.encode(Array(text.utf8)) : text
    case .bool(let value): value ? "true" : "false"
    case .integer(let value):
      member.shape.kind == .timestamp ? time(Double(value), member.timestampFormat ?? format) : String(value)
    case .double(let value): Numbers.text(value)
    case .blob(let bytes): Base64.encode(bytes)
    case .timestamp(let seconds): time(seconds, member.timestampFormat ?? format)
    case .null, .list, .object: ""
    }
  }

  private static func time(_ seconds: Double, _ format: TimestampFormat) -> String {
    switch format {
    case .iso8601: Timestamps.iso8601(seconds)
    case .rfc822: Timestamps.httpDate(seconds)
    case .unixTimestamp: Timestamps.epoch(seconds)
    }
  }
}

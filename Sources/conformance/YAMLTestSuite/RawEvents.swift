import CLibYAML

/// What libyaml itself makes of a text, in the suite's notation.
struct RawEvents {
  private(set) var lines: [String] = []
  /// Why it stopped; nil if it read everything.
  private(set) var problem: String?

  init(_ bytes: [UInt8]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      problem = "out of memory"
      return
    }
    defer { yaml_parser_delete(&parser) }
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var isOver = false
      while !isOver {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
          problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
          return
        }
        isOver = event.type == YAML_STREAM_END_EVENT
        lines.append(Self.line(event))
        yaml_event_delete(&event)
      }
    }
  }

  private static func line(_ event: yaml_event_t) -> String {
    switch event.type {
    case YAML_STREAM_START_EVENT: return "+STR"
    case YAML_STREAM_END_EVENT: return "-STR"
    case YAML_DOCUMENT_START_EVENT: return event.data.document_start.implicit == 1 ? "+DOC" : "+DOC ---"
    case YAML_DOCUMENT_END_EVENT: return event.data.document_end.implicit == 1 ? "-DOC" : "-DOC ..."
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return "+SEQ" + (data.style == YAML_FLOW_SEQUENCE_STYLE ? " []" : "") + properties(data.anchor, data.tag)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return "+MAP" + (data.style == YAML_FLOW_MAPPING_STYLE ? " {}" : "") + properties(data.anchor, data.tag)
    case YAML_SEQUENCE_END_EVENT: return "-SEQ"
    case YAML_MAPPING_END_EVENT: return "-MAP"
    case YAML_ALIAS_EVENT: return "=ALI *" + text(event.data.alias.anchor)
    default:
      let data = event.data.scalar
      let value = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
      let mark = marks[Int(data.style.rawValue)]
      return "=VAL" + properties(data.anchor, data.tag) + " \(mark)" + EventLines.escaped(value)
    }
  }

  private static let marks = [":", ":", "'", "\"", "|", ">"]

  private static func properties(_ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?) -> String
  {
    (anchor == nil ? "" : " &" + text(anchor)) + (tag == nil ? "" : " <\(text(tag))>")
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

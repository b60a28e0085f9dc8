import CLibYAML

/// libyaml's events over bytes that stay where they are.
struct EventStream: ~Copyable {
  /// The event that ``next()`` read; libyaml's, and gone with the following call.
  let event: UnsafeMutablePointer<yaml_event_t>
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var holdsEvent = false

  /// Starts reading. `bytes` must be UTF-8 without a byte order mark, and outlive the stream. Nil if there is no memory.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      event.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    if holdsEvent { yaml_event_delete(event) }
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Reads the next event; false at a fault.
  mutating func next() -> Bool {
    if holdsEvent { yaml_event_delete(event) }
    holdsEvent = yaml_parser_parse(parser, event) == 1
    return holdsEvent
  }

  /// Whether ``next()`` gave false at bytes that are no text; ``fault`` has no place then.
  var stoppedAtNonText: Bool { parser.pointee.error == YAML_READER_ERROR }

  /// What was wrong, after ``next()`` gave false. Marks are in Unicode scalars from the start of the bytes.
  var fault: (problem: String, at: Int, context: String, from: Int?) {
    let state = parser.pointee
    let context = state.context.map { String(cString: $0) } ?? ""
    return (
      state.problem.map { String(cString: $0) } ?? "out of memory", Int(clamping: state.problem_mark.index), context,
      context.isEmpty ? nil : Int(clamping: state.context_mark.index)
    )
  }
}

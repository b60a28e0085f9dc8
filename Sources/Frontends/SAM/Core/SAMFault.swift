import Source

/// Why SAM's transform refuses a template.
struct SAMFault: Error {
  /// What a fault is said of: decides the words in front of it.
  enum Subject: Sendable {
    /// The whole template.
    case document
    /// A resource, by logical id.
    case resource(String)
    /// An event of a state machine, which SAM names without the resource.
    case event(String)
    /// The section of defaults.
    case globals
    /// A sentence of its own, about a resource.
    case plain(String)
  }

  var subject: Subject
  /// The rest of SAM's sentence.
  var text: String
  /// The smallest place that shows it.
  var span: Span?
  /// The resource in which it was found, if SAM does not say.
  var owner: String?
  /// Another place that it is about, with what is there.
  var other: (words: String, span: Span)?

  init(_ subject: Subject, _ text: String, _ span: Span? = nil) {
    self.subject = subject
    self.text = text
    self.span = span
  }

  static func resource(_ id: String, _ text: String, _ span: Span? = nil) -> SAMFault {
    SAMFault(.resource(id), text, span)
  }

  static func document(_ text: String, _ span: Span? = nil) -> SAMFault { SAMFault(.document, text, span) }

  static func event(_ id: String, _ text: String, _ span: Span? = nil) -> SAMFault {
    SAMFault(.event(id), text, span)
  }

  /// SAM's own sentence.
  var sentence: String {
    switch subject {
    case .document: "Structure of the SAM template is invalid. \(text)"
    case .resource(let id): "Resource with id [\(id)] is invalid. \(text)"
    case .event(let id): "Event with id [\(id)] is invalid. \(text)"
    case .globals: "'Globals' section is invalid. \(text)"
    case .plain: text
    }
  }

  /// The resource that SAM names; nil for the template as a whole.
  var resourceID: String? {
    switch subject {
    case .resource(let id), .plain(let id): id
    case .globals: "Globals"
    case .document, .event: nil
    }
  }

  /// What SAM orders its sentences by.
  var sortKey: String {
    switch subject {
    case .resource(let id), .plain(let id), .event(let id): id
    case .globals: "Globals"
    case .document: ""
    }
  }

  /// The fault with a place, if it has none.
  func placed(_ span: Span?) -> SAMFault {
    var fault = self
    fault.span = fault.span ?? span
    return fault
  }

  /// The fault with another place that it is about, if that is known.
  func beside(_ span: Span?, _ words: String) -> SAMFault {
    var fault = self
    fault.other = span.map { (words, $0) }
    return fault
  }

  /// The fault of an event as SAM says it of a function.
  func within(_ id: String) -> SAMFault {
    guard case .event = subject else { return self }
    var fault = SAMFault(.resource(id), sentence, span)
    fault.other = other
    return fault
  }
}

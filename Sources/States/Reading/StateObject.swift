import Source

/// An object of a definition whose fields are being read, and how messages name it.
struct StateObject {
  /// As a message names it: "`Ship`", "a retrier of `Ship`".
  let subject: String
  /// Where what is missing is told: the state's name, else the object.
  let place: Span
  /// The language that its fields are written in.
  let language: QueryLanguage
  /// The object.
  let datum: Datum

  var members: [Datum.Member] { datum.members ?? [] }

  func member(_ name: String) -> Datum.Member? { datum.member(name) }

  subscript(name: String) -> Datum? { datum[name] }

  /// An object inside of this one.
  func inner(_ subject: String, _ datum: Datum) -> StateObject {
    StateObject(subject: "\(subject) of \(self.subject)", place: datum.span, language: language, datum: datum)
  }
}

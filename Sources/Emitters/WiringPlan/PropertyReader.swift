import Source
import Template
import Wiring

/// Reads the properties of a resource and remembers which were read, so that what nobody asked for can be said.
struct PropertyReader {
  /// A property that the plan does not act on.
  struct Note {
    let path: String
    let why: String
    let span: Span
  }

  /// What was found so far that the plan does not act on.
  private(set) var notes: [Note] = []
  /// Where the object was written.
  let span: Span

  private let members: [Datum.Member]
  private let path: String
  private let text: PlanText
  private var read: Set<String> = []

  init(_ object: Datum, path: String = "", text: PlanText) {
    members = object.members ?? []
    span = object.span
    self.path = path
    self.text = text
  }

  /// A property as it is.
  mutating func datum(_ key: String) -> Datum? {
    read.insert(key)
    return members.first { $0.key == key }?.value
  }

  /// A text; one that cannot be known here is noted.
  mutating func text(_ key: String, edge: PlanText.Edge = .unknown) -> String? {
    guard let datum = datum(key), let text = datum.text else { return nil }
    return render(text, key, datum.span, edge)
  }

  /// A whole number.
  mutating func integer(_ key: String) -> Int? {
    guard let datum = datum(key), let text = datum.text else { return nil }
    guard text.literal == nil else { return text.literal.flatMap { Int($0) } }
    _ = render(text, key, datum.span, .unknown)
    return nil
  }

  /// A number.
  mutating func decimal(_ key: String) -> Double? { text(key).flatMap { Double($0) } }

  /// A truth value, also one in quotes.
  mutating func bool(_ key: String) -> Bool? { text(key).map { $0 == "true" } }

  /// Any JSON.
  mutating func json(_ key: String) -> JSONValue? {
    guard let datum = datum(key) else { return nil }
    return json(datum, key)
  }

  /// A list of texts; a lone one is a list of one.
  mutating func texts(_ key: String, edge: PlanText.Edge = .unknown) -> [String] {
    guard let datum = datum(key) else { return [] }
    return datum.itemsOrSelf.compactMap { item in item.text.map { render($0, key, item.span, edge) } }
  }

  /// An object of texts.
  mutating func members(_ key: String, edge: PlanText.Edge = .unknown) -> Members<String> {
    var result = Members<String>()
    for member in datum(key)?.members ?? [] {
      if let text = member.value.text {
        result.set(member.key, render(text, "\(key).\(member.key)", member.value.span, edge))
      }
    }
    return result
  }

  /// An object, read by `body`.
  mutating func object<T>(_ key: String, _ body: (inout PropertyReader) -> T) -> T? {
    guard let datum = datum(key) else { return nil }
    guard datum.members != nil else {
      note(key, "it is not an object", datum.span)
      return nil
    }
    return nested(datum, key, body)
  }

  /// A list of objects, each read by `body`.
  mutating func objects<T>(_ key: String, _ body: (inout PropertyReader) -> T) -> [T] {
    guard let datum = datum(key) else { return [] }
    return datum.itemsOrSelf.enumerated().map { nested($1, "\(key).\($0)", body) }
  }

  /// Notes a property that the plan does not act on, if it is there.
  mutating func leave(_ key: String, _ why: String) {
    guard let datum = datum(key) else { return }
    note(key, why, datum.span)
  }

  /// Marks properties as needing nothing.
  mutating func skip(_ keys: String...) { read.formUnion(keys) }

  /// Marks a property as not acted on after all.
  mutating func unread(_ key: String) { read.remove(key) }

  /// Marks every property as needing nothing, since all of the resource was said not to be acted on.
  mutating func abandon() {
    read.formUnion(members.map(\.key))
    notes = []
  }

  /// Notes something of a property.
  mutating func note(_ key: String, _ why: String, _ span: Span) {
    notes.append(Note(path: path + key, why: why, span: span))
  }

  /// Notes every property that was not read. To be called last.
  mutating func finish() {
    for member in members where !read.contains(member.key) && !Self.forPeople.contains(member.key) {
      note(member.key, Inaction.reason(member.key), member.keySpan)
    }
  }

  /// Properties that change nothing while a stack runs.
  private static let forPeople: Set<String> = ["Description", "Sid"]

  private mutating func nested<T>(_ datum: Datum, _ key: String, _ body: (inout PropertyReader) -> T) -> T {
    var reader = PropertyReader(datum, path: "\(path)\(key).", text: text)
    let result = body(&reader)
    reader.finish()
    notes += reader.notes
    return result
  }

  private mutating func render(_ partial: PartialText, _ key: String, _ span: Span, _ edge: PlanText.Edge) -> String {
    let (rendered, unknown) = text.render(partial, edge: edge)
    for hole in unknown { note(key, "`\(hole.name)` is not known here", span) }
    return rendered
  }

  private mutating func json(_ datum: Datum, _ key: String) -> JSONValue {
    var unknown: [(Hole, Span)] = []
    let value = text.json(datum, unknown: &unknown)
    for (hole, span) in unknown { note(key, "`\(hole.name)` is not known here", span) }
    return value
  }
}

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
  private let meaningless: Set<String>
  private var read: Set<String> = []
  /// Properties that were asked for as what they are not known to be: they stay in ``rest()`` as they are.
  private var unresolved: Set<String> = []
  /// Properties that the plan has in `settings`, and that are told all the same.
  private var kept: Set<String> = []
  /// Of objects that were gone into, what nobody read.
  private var leftovers = Members<JSONValue>()

  init(_ object: Datum, path: String = "", meaningless: Set<String> = [], text: PlanText) {
    members = object.members ?? []
    span = object.span
    self.path = path
    self.meaningless = meaningless
    self.text = text
  }

  /// The names of all properties.
  var keys: [String] { members.map(\.key) }

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
    if let number = text.literal.flatMap({ Int($0) }) { return number }
    unresolved.insert(key)
    if text.literal == nil { _ = render(text, key, datum.span, .unknown) }
    return nil
  }

  /// A number.
  mutating func decimal(_ key: String) -> Double? {
    guard let text = text(key) else { return nil }
    let number = Double(text)
    if number == nil { unresolved.insert(key) }
    return number
  }

  /// A truth value, also one in quotes.
  mutating func bool(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    if text != "true", text != "false" { unresolved.insert(key) }
    return text == "true"
  }

  /// The one member of an object. An object that has others stays unread, so that ``rest()`` keeps it.
  mutating func text(_ key: String, _ inner: String) -> String? {
    guard let datum = peek(key)?[inner] else { return nil }
    if peek(key)?.members?.count == 1 { read.insert(key) }
    return plain(datum)
  }

  /// A property as it is, which stays unread.
  func peek(_ key: String) -> Datum? { members.first { $0.key == key }?.value }

  /// Marks a property as read, whose members, or those of its items, are all among some that were.
  mutating func cover(_ key: String, _ members: Set<String>) {
    guard let datum = peek(key) else { return }
    let isCovered = datum.itemsOrSelf.allSatisfy { item in
      item.members?.allSatisfy { members.contains($0.key) } ?? false
    }
    if isCovered { read.insert(key) }
  }

  /// A value as text, with `${name}` for what is not known.
  func plain(_ datum: Datum?) -> String? { datum?.text.map { text.render($0, edge: .unknown).0 } }

  /// A value as a whole number.
  func whole(_ datum: Datum?) -> Int? { datum?.text?.literal.flatMap { Int($0) } }

  /// A value as JSON, with `${name}` in its texts for what is not known.
  func plainJSON(_ datum: Datum) -> JSONValue {
    var unknown: [(Hole, Span)] = []
    return text.json(datum, unknown: &unknown)
  }

  /// Every property that was not read, as CloudFormation has it; those without a meaning here are left out.
  private func unread() -> Members<JSONValue> {
    var result = Members<JSONValue>()
    for member in members where !meaningless.contains(member.key) && !kept.contains(member.key) {
      if !read.contains(member.key) || unresolved.contains(member.key) {
        result.set(member.key, plainJSON(member.value))
      } else if let leftover = leftovers[member.key] {
        result.set(member.key, leftover)
      }
    }
    return result
  }

  /// The same of something that runs: the plan holds it, and it is said that the run does not act on it.
  mutating func keep() -> Members<JSONValue> {
    let unread = unread()
    kept.formUnion(keys)
    return unread
  }

  /// The same, which the plan then holds, so that nothing is to be said of it.
  mutating func rest() -> Members<JSONValue> {
    let rest = unread()
    read.formUnion(keys)
    kept.formUnion(keys)
    return rest
  }

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
    let (result, leftover) = nested(datum, key, body)
    if !leftover.items.isEmpty { leftovers.set(key, .object(leftover)) }
    return result
  }

  /// A list of objects, each read by `body`.
  mutating func objects<T>(_ key: String, _ body: (inout PropertyReader) -> T) -> [T] {
    guard let datum = datum(key) else { return [] }
    let results = datum.itemsOrSelf.enumerated().map { nested($1, "\(key).\($0)", body) }
    if results.contains(where: { !$0.1.items.isEmpty }) {
      leftovers.set(key, .array(results.map { .object($0.1) }))
    }
    return results.map(\.0)
  }

  /// Notes a property that the plan does not act on, if it is there.
  mutating func leave(_ key: String, _ why: String) {
    guard let datum = datum(key) else { return }
    note(key, why, datum.span)
  }

  /// The same of a property that stays unread.
  mutating func tell(_ key: String, _ why: String) {
    if let datum = peek(key) { note(key, why, datum.span) }
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
    for member in members where !read.contains(member.key) && !meaningless.contains(member.key) {
      note(member.key, Inaction.reason(member.key), member.keySpan)
    }
  }

  /// What `body` reads of an object, and what it leaves.
  private mutating func nested<T>(
    _ datum: Datum, _ key: String, _ body: (inout PropertyReader) -> T
  ) -> (T, Members<JSONValue>) {
    var reader = PropertyReader(datum, path: "\(path)\(key).", meaningless: Meaningless.withinObjects, text: text)
    let result = body(&reader)
    reader.finish()
    notes += reader.notes
    return (result, reader.unread())
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

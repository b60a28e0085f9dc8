import Policy
import Source
import Wiring

/// A policy document that is ready to decide, and where each of its statements was written.
struct PlacedPolicy: Sendable {
  /// Where a document comes from.
  enum Origin: Sendable, Equatable {
    /// The stack.
    case stack
    /// A policy that AWS manages, by its ARN.
    case managed(String)
    /// A call at run time put it in place of the stack's.
    case call
  }

  let compiled: CompiledPolicy
  let origin: Origin
  /// Where the document was written.
  let place: Place?
  /// Where its statements were written, by their position in the document.
  private let statements: [Place]
  /// Whether what it says depends on the time of the call.
  let dependsOnTime: Bool

  /// Prepares a document of the plan.
  init(_ plan: PolicyPlan, as kind: PolicyKind) {
    self.init(
      Datum(policy: plan.document), as: kind, origin: .stack, place: plan.place, statements: plan.statements)
  }

  /// Prepares a document.
  ///
  /// - Parameter datum: made by ``Datum/init(policy:)``, so that a statement's span is its position.
  init(_ datum: Datum, as kind: PolicyKind, origin: Origin, place: Place? = nil, statements: [Place] = []) {
    let document = PolicyDocument(reading: datum)
    compiled = CompiledPolicy(document, as: kind)
    self.origin = origin
    self.place = place
    self.statements = statements
    dependsOnTime = document.statements.contains { $0.dependsOnTime }
  }

  /// Where a statement of the document was written.
  func place(of statement: PolicyStatement) -> Place? {
    let position = Int(statement.span.start)
    return statements.indices.contains(position) ? statements[position] : place
  }
}

extension PolicyStatement {
  /// The condition keys that change while nothing else does, in lower case.
  private static let timeKeys: Set<String> = ["aws:currenttime", "aws:epochtime"]

  /// Whether the time of a call decides whether the statement holds.
  fileprivate var dependsOnTime: Bool {
    if conditions.contains(where: { Self.timeKeys.contains($0.key.value.lowercased()) }) { return true }
    let texts = (resources?.values ?? []) + conditions.flatMap(\.values)
    return texts.contains { text in
      let lowered = text.value.description.lowercased()
      return Self.timeKeys.contains { lowered.contains("${\($0)") }
    }
  }
}

extension Datum {
  /// A policy document as the engine reads it. The span of a statement, and of all in it, is its position in the document.
  init(policy json: JSONValue) {
    guard case .object(let members) = json else {
      self.init(json, at: 0)
      return
    }
    self.init(
      .map(
        members.items.map { member in
          let value: Datum
          if member.name == "Statement", let items = member.value.items {
            value = Datum(.list(items.enumerated().map { Datum($1, at: $0) }), .position(0))
          } else {
            value = Datum(member.value, at: 0)
          }
          return Datum.Member(key: member.name, keySpan: .position(0), value: value)
        }), .position(0))
  }

  /// A value all of whose parts have one position.
  private init(_ json: JSONValue, at position: Int) {
    let span = Span.position(position)
    switch json {
    case .null: self.init(.null, span)
    case .bool(let value): self.init(.bool(value), span)
    case .integer(let value): self.init(.number(String(value)), span)
    case .decimal(let value): self.init(.number(String(value)), span)
    case .string(let value): self.init(.string(PartialText(value)), span)
    case .array(let items): self.init(.list(items.map { Datum($0, at: position) }), span)
    case .object(let members):
      self.init(
        .map(
          members.items.map { Datum.Member(key: $0.name, keySpan: span, value: Datum($0.value, at: position)) }), span)
    }
  }

  /// The same document with a statement's position as its span.
  var positioned: Datum {
    guard case .map(let members) = kind else { return self }
    var copy = self
    copy.kind = .map(
      members.map { member in
        guard member.key == "Statement", case .list(let items) = member.value.kind else { return member }
        var changed = member
        changed.value.kind = .list(
          items.enumerated().map { position, item in
            var item = item
            item.span = .position(position)
            return item
          })
        return changed
      })
    return copy
  }
}

extension Span {
  /// A span that stands for a position in a list rather than for bytes of a file.
  fileprivate static func position(_ position: Int) -> Span { Span(SourceID(0), position, position) }
}

import Source
import Wiring

/// Writes resolved values as the plan has them.
struct PlanText {
  /// What becomes of the edge's URL, which is known only when the stack runs.
  enum Edge {
    /// The field takes `${edge}`.
    case placeholder
    /// The field does not: the value is not known.
    case unknown
  }

  /// Objects and lists nested deeper than this are cut off as null, as in the template itself.
  static let deepest = 512

  private let hosts: [(host: String, path: String)]

  init(_ place: LocalPlace) { hosts = place.hosts }

  /// The text, with `${name}` for what is not known; and what that is.
  func render(_ text: PartialText, edge: Edge) -> (String, [Hole]) {
    var result = ""
    var unknown: [Hole] = []
    for part in text.parts {
      switch part {
      case .literal(let literal): result += edge == .placeholder ? atEdge(literal) : literal
      case .hole(let hole):
        result += hole.written
        if hole != LocalPlace.edge || edge == .unknown { unknown.append(hole) }
      }
    }
    return (result, unknown)
  }

  /// A text with AWS's hosts replaced by the edge, and what looks like the placeholder marked as not being it.
  private func atEdge(_ literal: String) -> String {
    var text = literal.replacing("${edge}", with: "$${edge}")
    for (host, path) in hosts where text.contains(host) { text = text.replacing(host, with: "${edge}\(path)") }
    return text
  }

  /// A value as JSON; what is not known stands in its texts as `${name}`.
  func json(_ datum: Datum, unknown: inout [(Hole, Span)], depth: Int = 0) -> JSONValue {
    guard depth < Self.deepest else { return .null }
    switch datum.kind {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .number(let text): return Int(text).map { .integer($0) } ?? Double(text).map { .decimal($0) } ?? .string(text)
    case .string, .unknown:
      let (text, holes) = render(datum.text ?? "", edge: .unknown)
      unknown += holes.map { ($0, datum.span) }
      return .string(text)
    case .list(let items):
      return .array(items.map { json($0, unknown: &unknown, depth: depth + 1) })
    case .map(let members):
      var object = Members<JSONValue>()
      for member in members { object.set(member.key, json(member.value, unknown: &unknown, depth: depth + 1)) }
      return .object(object)
    }
  }
}

extension String {
  /// The text with every occurrence of another replaced.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    let text = Array(utf8)
    let pattern = Array(old.utf8)
    guard !pattern.isEmpty, text.count >= pattern.count else { return self }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if index + pattern.count <= text.count, text[index..<(index + pattern.count)].elementsEqual(pattern) {
        result.append(contentsOf: new.utf8)
        index += pattern.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

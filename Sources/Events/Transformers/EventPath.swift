public import Source

/// A path into an event, of the few forms that EventBridge supports: `$.detail.items[0].id`, `$.resources[*]` (EventBridge
/// User Guide, "Amazon EventBridge input transformation").
public struct EventPath: Sendable, Equatable {
  /// One step.
  enum Step: Sendable, Equatable {
    case name(String)
    case index(Int)
    case every
  }

  let steps: [Step]

  /// Where a text stops being such a path: an offset in bytes.
  struct Fault: Error, Equatable {
    let offset: Int
  }

  /// Reads a path; nil if it is none.
  public init?(_ text: String) {
    guard let path = try? EventPath(parsing: text) else { return nil }
    self = path
  }

  init(parsing text: String) throws(Fault) {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "$") else { throw Fault(offset: 0) }
    var steps: [Step] = []
    var index = 1
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "."):
        index += 1
        while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
        guard index > start + 1 else { throw Fault(offset: start) }
        let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
        steps.append(name == "*" ? .every : .name(name))
      case UInt8(ascii: "["):
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "]")) else { throw Fault(offset: start) }
        let inner = String(decoding: bytes[index + 1..<end], as: UTF8.self)
        if inner == "*" {
          steps.append(.every)
        } else if let number = Int(inner), number >= 0 {
          steps.append(.index(number))
        } else if let quote = inner.first, quote == "'" || quote == "\"", inner.count > 2, inner.last == quote {
          steps.append(.name(String(inner.dropFirst().dropLast())))
        } else {
          throw Fault(offset: start)
        }
        index = end + 1
      default: throw Fault(offset: start)
      }
    }
    self.steps = steps
  }

  /// Letters, digits, `-`, `_`, `/`, `:`, `*` and what is not ASCII.
  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: "*"), 0x80...:
      true
    default: false
    }
  }

  /// What the path leads to; nil for nothing. A path with `*` leads to the list of all it finds.
  public func value(in event: Datum) -> Datum? {
    var values = [event]
    for step in steps {
      values = values.flatMap { value -> [Datum] in
        switch step {
        case .name(let name): return value[name].map { [$0] } ?? []
        case .index(let index): return value.items.flatMap { $0.indices.contains(index) ? [$0[index]] : nil } ?? []
        case .every: return value.items ?? value.members?.map(\.value) ?? []
        }
      }
    }
    return steps.contains(.every) ? Datum(.list(values), event.span) : values.first
  }
}

/// A text in which `*` stands for any run of bytes, and `\*` and `\\` for themselves (EventBridge User Guide, "Wildcard
/// matching").
struct WildcardPattern: Sendable, Equatable {
  /// One element: a byte, or nil for any run of bytes.
  let elements: [UInt8?]

  /// Why a text is not a wildcard pattern; the offset is in bytes.
  enum Fault: Error, Equatable {
    case consecutive(Int)
    case escape(Int)
  }

  /// Reads a pattern.
  init(parsing text: String) throws(Fault) {
    let bytes = Array(text.utf8)
    var elements: [UInt8?] = []
    var index = 0
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      switch bytes[index] {
      case UInt8(ascii: "*"):
        if next == UInt8(ascii: "*") { throw .consecutive(index) }
        elements.append(nil)
      case UInt8(ascii: "\\"):
        guard let next, next == UInt8(ascii: "*") || next == UInt8(ascii: "\\") else { throw .escape(index) }
        elements.append(next)
        index += 1
      case let byte: elements.append(byte)
      }
      index += 1
    }
    self.elements = elements
  }

  /// Whether the whole text matches; goes back to the last `*` at most, so the time is bounded by text times pattern.
  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var place = 0
    var element = 0
    var lastStar: (element: Int, place: Int)?
    while place < bytes.count {
      if element < elements.count, elements[element] == nil {
        lastStar = (element, place)
        element += 1
      } else if element < elements.count, elements[element] == bytes[place] {
        element += 1
        place += 1
      } else if let star = lastStar {
        element = star.element + 1
        place = star.place + 1
        lastStar = (star.element, place)
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == nil }
  }
}

extension WildcardPattern {
  /// The complexity that AWS is known to refuse ("Rule is too complex"). The figure is not documented; this is that of the
  /// simplest pattern for which a refusal is on record (`*:*:*:*:*:event-bus/*`).
  static let refusedComplexity = 13
  /// How many sets of places are followed before the complexity is taken as found: more cannot be told in good time.
  private static let mostSets = 512

  /// The most places of the pattern at which matching can be at once: what makes a pattern costly for AWS's matcher.
  var complexity: Int {
    let alphabet = Set(elements.compactMap { $0 })
    var seen: Set<[Int]> = []
    var pending = [closure([0])]
    var most = 0
    while let places = pending.popLast() {
      guard seen.count < Self.mostSets, seen.insert(places).inserted else { continue }
      most = max(most, places.count)
      if most >= Self.refusedComplexity { return most }
      for byte in alphabet {
        let next = step(places, byte)
        if !next.isEmpty { pending.append(next) }
      }
    }
    return most
  }

  private func step(_ places: [Int], _ byte: UInt8) -> [Int] {
    closure(
      places.compactMap { place in
        guard place < elements.count else { return nil }
        guard let wanted = elements[place] else { return place }
        return wanted == byte ? place + 1 : nil
      })
  }

  /// The places that can be reached without taking a byte, in order and once each.
  private func closure(_ places: [Int]) -> [Int] {
    var all = Set(places)
    for place in places where place < elements.count && elements[place] == nil { all.insert(place + 1) }
    return all.sorted()
  }
}

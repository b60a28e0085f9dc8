import Diagnostics
import Wiring

/// Tells what happens for the first time from what happens again, so that a fault in a loop is told in full once and then
/// counted, at most a line a second.
struct Repetition: Sendable {
  /// Which occurrences are one fault.
  struct Fault: Hashable, Sendable {
    let code: String
    let file: String
    let line: Int
    let column: Int
    let subject: String

    init(_ occurrence: Occurrence) {
      code = occurrence.rule.code
      file = occurrence.place?.file ?? ""
      line = occurrence.place?.line ?? 0
      column = occurrence.place?.column ?? 0
      subject = occurrence.subject
    }
  }

  /// How to tell an occurrence.
  enum Telling: Equatable {
    /// It is new.
    case full
    /// It happened before: how often in all, and how many of these were not told.
    case again(count: Int, held: Int)
    /// It was told less than a second ago.
    case hold
  }

  private struct Seen {
    var occurrence: Occurrence
    var count = 1
    var held = 0
    var told: Moment
  }

  /// The most faults that are remembered; beyond them the one that was told longest ago is forgotten, and would be told in
  /// full again. More than a stack has lines, so only a hostile caller gets there.
  static let mostFaults = 4096
  /// The least time between two lines about one fault, in milliseconds.
  static let interval: Int64 = 1000

  private var seen: [Fault: Seen] = [:]
  /// The faults with occurrences that were not told.
  private var holding: Set<Fault> = []

  /// Whether something was held that must be told later.
  var isHolding: Bool { !holding.isEmpty }

  /// Counts an occurrence.
  mutating func take(_ occurrence: Occurrence, at now: Moment) -> Telling {
    let fault = Fault(occurrence)
    guard var known = seen[fault] else {
      if seen.count >= Self.mostFaults { forgetOldest() }
      seen[fault] = Seen(occurrence: occurrence, told: now)
      return .full
    }
    known.count += 1
    defer { seen[fault] = known }
    guard now.milliseconds - known.told.milliseconds >= Self.interval else {
      known.held += 1
      holding.insert(fault)
      return .hold
    }
    let held = known.held
    known.held = 0
    known.told = now
    holding.remove(fault)
    return .again(count: known.count, held: held)
  }

  /// What was held and may be told now, or must be since the run ends; oldest first.
  mutating func due(at now: Moment, all: Bool = false) -> [(occurrence: Occurrence, held: Int, count: Int)] {
    let ripe = holding.filter { fault in
      all || seen[fault].map { now.milliseconds - $0.told.milliseconds >= Self.interval } ?? false
    }
    let found = ripe.compactMap { fault -> (Seen, Fault)? in seen[fault].map { ($0, fault) } }
      .sorted { ($0.0.told, $0.1.code, $0.1.line) < ($1.0.told, $1.1.code, $1.1.line) }
    for (_, fault) in found {
      holding.remove(fault)
      seen[fault]?.held = 0
      seen[fault]?.told = now
    }
    return found.map { ($0.0.occurrence, $0.0.held, $0.0.count) }
  }

  private mutating func forgetOldest() {
    guard let oldest = seen.min(by: { $0.value.told < $1.value.told })?.key else { return }
    seen[oldest] = nil
    holding.remove(oldest)
  }
}

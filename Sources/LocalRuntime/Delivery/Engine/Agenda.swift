import DequeModule
import HeapModule
import Synchronization

/// Work with the moments at which it is due. It is run when it is, so much at a time, in order within each lane.
final class Agenda<Item: Sendable>: Sendable {
  /// What shares a bound on how much of it is done at a time.
  struct Lane: Hashable, Sendable {
    /// Its name.
    var name: String
    /// How many of its items are worked on at a time; at least 1.
    var width: Int
    /// Whether an item that waits for its next try keeps its place, so that those behind it wait too: order.
    var keepsOrder: Bool
  }

  /// What follows on a piece of work.
  enum Step: Sendable {
    /// Nothing: it is done.
    case done
    /// It is done once more, in its present state.
    case again(Item, at: Moment)
  }

  private struct Entry: Comparable {
    var item: Item
    var due: Moment
    var sequence: UInt64
    var lane: Lane?
    /// Whether its lane counts it already.
    var holdsLane = false

    static func < (a: Entry, b: Entry) -> Bool { (a.due, a.sequence) < (b.due, b.sequence) }
    static func == (a: Entry, b: Entry) -> Bool { a.sequence == b.sequence }
  }

  private struct LaneState {
    var taken = 0
    var waiting: Deque<Entry> = []
  }

  private struct State {
    var sequence: UInt64 = 0
    var entries = Heap<Entry>()
    var lanes: [String: LaneState] = [:]
    var running = 0

    /// Gives an item's place in its lane to the one behind it.
    mutating func leave(_ lane: Lane?) {
      guard let name = lane?.name, var found = lanes[name] else { return }
      found.taken -= 1
      if let next = found.waiting.popFirst() { entries.insert(next) }
      lanes[name] = found.taken == 0 && found.waiting.isEmpty ? nil : found
    }
  }

  private let state = Mutex(State())
  private let signal = Signal()

  /// Puts an item on the agenda.
  func add(_ item: Item, due: Moment, lane: Lane? = nil) {
    state.withLock { state in
      state.sequence += 1
      state.entries.insert(Entry(item: item, due: due, sequence: state.sequence, lane: lane))
    }
    signal.ring()
  }

  /// How many items are there, those that are being worked on included.
  var count: Int {
    state.withLock { state in
      state.entries.count + state.running + state.lanes.values.reduce(0) { $0 + $1.waiting.count }
    }
  }

  /// Works on what is due until the task is cancelled, at most so many at a time.
  func run(atMost most: Int, on clock: any RunClock, _ work: @escaping @Sendable (Item) async -> Step) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        while let entry = take(at: clock.now, atMost: most) {
          group.addTask {
            let step = await work(entry.item)
            self.finish(entry, step)
          }
        }
        await wait(atMost: most, on: clock)
      }
    }
  }

  private func wait(atMost most: Int, on clock: some RunClock) async {
    // At the bound only the end of some work helps, and that rings.
    let due = state.withLock { $0.running < most ? $0.entries.min?.due : nil }
    await signal.wait(until: due, on: clock)
  }

  private func take(at now: Moment, atMost most: Int) -> Entry? {
    state.withLock { state in
      while state.running < most, let first = state.entries.min, first.due <= now {
        var entry = state.entries.removeMin()
        if let lane = entry.lane, !entry.holdsLane {
          guard state.lanes[lane.name, default: LaneState()].taken < lane.width else {
            state.lanes[lane.name]?.waiting.append(entry)
            continue
          }
          state.lanes[lane.name, default: LaneState()].taken += 1
          entry.holdsLane = true
        }
        state.running += 1
        return entry
      }
      return nil
    }
  }

  private func finish(_ entry: Entry, _ step: Step) {
    state.withLock { state in
      state.running -= 1
      var entry = entry
      switch step {
      case .done:
        state.leave(entry.lane)
      case .again(let item, let due):
        if let lane = entry.lane, !lane.keepsOrder {
          state.leave(lane)
          entry.holdsLane = false
        }
        entry.item = item
        entry.due = due
        state.entries.insert(entry)
      }
    }
    signal.ring()
  }
}

import Synchronization

/// Something that is told.
enum Narration: Sendable {
  case occurrence(Occurrence)
  case mention(String)
}

/// How what is told is written.
protocol NarrationForm: Sendable {
  /// The text for something.
  mutating func text(of narration: Narration, at now: Moment) -> String
  /// The text that says how much could not be taken.
  mutating func text(leftOut count: Int, at now: Moment) -> String
  /// The text for what was held back and may be told now, or must be told at last.
  mutating func held(at now: Moment, all: Bool) -> String
  /// Whether something is held back.
  var isHolding: Bool { get }
}

/// Takes what is told from any task without ever making it wait, and writes it from one place.
final class NarrationWriter<Form: NarrationForm>: Sendable {
  private struct Inbox {
    var narrations: [Narration] = []
    var leftOut = 0
  }

  /// The least time between two writes.
  private static var pause: Duration { .milliseconds(20) }

  private let capacity: Int
  private let clock: any RunClock
  private let sink: @Sendable (String) -> Void
  private let inbox = Mutex(Inbox())
  private let form: Mutex<Form>
  private let news = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  private let holds = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  /// - Parameter capacity: the most that waits to be written. The terminal may stand still for as long as a person selects
  ///   text in it, and the run must go on.
  init(_ form: Form, clock: any RunClock, capacity: Int = 4096, sink: @escaping @Sendable (String) -> Void) {
    self.form = Mutex(form)
    self.clock = clock
    self.capacity = capacity
    self.sink = sink
  }

  /// Takes something to tell; counts it if there is no room.
  func put(_ narration: Narration) {
    inbox.withLock { inbox in
      if inbox.narrations.count < capacity { inbox.narrations.append(narration) } else { inbox.leftOut += 1 }
    }
    news.continuation.yield()
  }

  /// Writes what is told until the task is cancelled, and then what is left.
  func run() async {
    await withTaskGroup { group in
      group.addTask {
        for await _ in self.news.stream {
          self.write()
          // Whoever tells something while this sleeps wakes nobody: a busy run would wake a thread for each line. It is a
          // person's eye that waits, so the run's clock is not asked.
          try? await Task.sleep(for: Self.pause)
        }
        self.write(all: true)
      }
      group.addTask {
        for await _ in self.holds.stream {
          try? await self.clock.sleep(until: self.clock.now.adding(milliseconds: Repetition.interval))
          if Task.isCancelled { return }
          self.write()
        }
      }
    }
  }

  /// Writes what waits, now. The lock is held while writing, so that texts do not mix.
  func write(all: Bool = false) {
    form.withLock { form in
      let taken = inbox.withLock { inbox in
        defer { inbox = Inbox() }
        return inbox
      }
      let now = clock.now
      var text = ""
      for narration in taken.narrations { text += form.text(of: narration, at: now) }
      if taken.leftOut > 0 { text += form.text(leftOut: taken.leftOut, at: now) }
      text += form.held(at: now, all: all)
      if form.isHolding { holds.continuation.yield() }
      if !text.isEmpty { sink(text) }
    }
  }

  /// Changes how things are written.
  func change(_ body: (inout Form) -> Void) { form.withLock { body(&$0) } }
}

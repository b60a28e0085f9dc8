import Diagnostics
import LocalRuntime
import RunFindings
import Source
import Synchronization
import Testing
import Wiring

/// What reaches the terminal, and how often.
@Suite struct NarrationTests {
  /// Takes what is written.
  final class Page: Sendable {
    private let texts = Mutex<[String]>([])
    var text: String { texts.withLock { $0.joined() } }
    var sink: @Sendable (String) -> Void { { text in self.texts.withLock { $0.append(text) } } }
  }

  private let page = Page()
  private let clock = ManualClock()

  private func narrator(_ palette: Palette = .plain) -> TerminalNarrator {
    TerminalNarrator(palette: palette, width: 100, clock: clock, sink: page.sink)
  }

  private static func fault(_ subject: String = "a", line: Int = 2) -> Occurrence {
    Occurrence(
      .deadLettered, "a message of `queues.jobs` was received 3 times",
      at: Place(file: "stack.yaml", line: line, column: 3),
      label: "moved to `queues.failed`", help: ["look at the handler"], subject: subject)
  }

  private static let inFull = """
    warning[STK005]: a message of `queues.jobs` was received 3 times
      --> stack.yaml:2:3
      = note: moved to `queues.failed`
      = help: look at the handler
      = more: stackc explain STK005


    """

  @Test func theSameFaultIsToldInFullOnceAndThenCounted() {
    let narrator = narrator()
    narrator.tell(Self.fault())
    narrator.flush()
    #expect(page.text == Self.inFull)
    clock.advance(seconds: 2)
    narrator.tell(Self.fault())
    narrator.flush()
    #expect(
      page.text.dropFirst(Self.inFull.count)
        == "stack.yaml:2:3: warning[STK005] a message of `queues.jobs` was received 3 times (again, 2 in all)\n")
  }

  @Test func anotherPlaceOrSubjectIsAnotherFault() {
    let narrator = narrator()
    for fault in [Self.fault(), Self.fault("b"), Self.fault(line: 3)] { narrator.tell(fault) }
    narrator.flush()
    #expect(page.text.ranges(of: "warning[STK005]: ").count == 3)
    // Where to read more is said once.
    #expect(page.text.ranges(of: "stackc explain").count == 1)
  }

  @Test func aLoopMakesOneLineASecond() async {
    let narrator = narrator()
    let run = Task { await narrator.run() }
    for _ in 0..<121 { narrator.tell(Self.fault()) }
    // The writer has written the first, and waits for the second to pass.
    await clock.untilSleeping()
    clock.advance(seconds: 1)
    await clock.untilSleepingOrWritten(page, "121 in all")
    #expect(page.text.hasPrefix(Self.inFull))
    #expect(page.text.hasSuffix("(… 120 more, 121 in all)\n"))
    #expect(page.text.ranges(of: "STK005]").count == 2)
    run.cancel()
    await run.value
  }

  @Test func whatIsHeldIsToldAtTheEnd() async {
    let narrator = narrator()
    let run = Task { await narrator.run() }
    for _ in 0..<3 { narrator.tell(Self.fault()) }
    narrator.mention("GET / → f 200 (1 ms)")
    run.cancel()
    await run.value
    #expect(page.text.contains("GET / → f 200 (1 ms)\n"))
    #expect(page.text.hasSuffix("(… 2 more, 3 in all)\n"))
  }

  @Test func aTerminalThatStandsStillMakesNobodyWait() {
    let narrator = narrator()
    // Nobody writes: the run goes on, and what has no room is counted.
    for number in 0..<5000 { narrator.mention("line \(number)") }
    narrator.flush()
    let lines = page.text.split(separator: "\n")
    #expect(lines.count == 4097)
    #expect(lines.last == "warning: the terminal was too slow: 904 more lines were left out")
  }

  @Test func aTerminalShowsControlsAndDoesNotObeyThem() {
    let narrator = narrator(.ansi)
    narrator.mention("evil \u{1B}[2J\u{202E}\nline")
    narrator.tell(Occurrence(.notAnswered, "\u{1B}[31mred", at: nil))
    narrator.flush()
    #expect(page.text.hasPrefix("\u{1B}[2mevil ␛[2J\u{FFFD}␊line\u{1B}[0m\n"))
    #expect(page.text.contains("␛[31mred"))
  }

  @Test func linesAreShownAsTheyWereWhenThePlanWasTaken() async throws {
    let folder = try StackFolder()
    let text = "queues:\n  jobs: { visibilityTimeout: 30s }\n"
    try folder.write(["stack.yaml": text])
    var plan = WiringPlan(stack: "s")
    var queue = QueuePlan(id: "JobsQueue", name: "jobs", arn: "arn:aws:sqs:us-east-1:000000000000:jobs", url: "")
    queue.place = Place(file: "stack.yaml", line: 2, column: 3)
    plan.queues = [queue]
    let narrator = narrator()
    await narrator.apply(RunPlan(plan, edge: "", folder: folder.path))
    try folder.write(["stack.yaml": "# edited\n" + text])
    narrator.tell(Self.fault())
    narrator.flush()
    #expect(
      page.text.contains("2 |   jobs: { visibilityTimeout: 30s }\n  |   ^^^^ moved to `queues.failed`\n"),
      "\(page.text)")
  }

  @Test func machinesGetALineEach() throws {
    let narrator = JSONNarrator(clock: clock, sink: page.sink)
    narrator.tell(Self.fault())
    narrator.tell(Self.fault())
    narrator.mention("GET /")
    narrator.flush()
    let time = clock.now.milliseconds
    let fault =
      #"{"kind":"occurrence","time":\#(time),"code":"STK005","name":"dead-lettered","severity":"warning","message":"a message of `queues.jobs` was received 3 times","file":"stack.yaml","line":2,"column":3,"label":"moved to `queues.failed`","notes":[],"consequences":[],"help":["look at the handler"],"subject":"a"}"#
    #expect(page.text == "\(fault)\n\(fault)\n{\"kind\":\"mention\",\"time\":\(time),\"message\":\"GET /\"}\n")
  }

  @Test(arguments: [
    ("a: b # c", 1, "a: b"), ("  send: queues.orders", 3, "send: queues.orders"),
    ("- { to: x, y: [1] } # z", 3, "{ to: x, y: [1] }"),
    ("x: { y: 1 }", 1, "x"), ("x:", 1, "x"), ("[queues.a, queues.b]", 2, "queues.a"), ("k: [a, b]", 1, "k: [a, b]"),
    ("ü: \"a # b\"", 1, "ü: \"a # b\""), ("x: |", 1, "x"), ("x", 1, "x"), ("{ a", 1, "{ a"),
  ]) func aPlaceIsMarkedAsFarAsItGoes(line: String, column: Int, marked: String) throws {
    let occurrence = Occurrence(.deadLettered, "m", at: Place(file: "s", line: 1, column: column), label: "here")
    let text = OccurrenceText(palette: .plain).text(of: occurrence, in: ["s": SourceFile(path: "s", text: line)])
    #expect(text.contains(" " + String(repeating: "^", count: marked.count) + " here\n"), "\(text)")
  }

  @Test(arguments: [(0, 1), (1, 0), (9, 1), (1, 99), (.max, .max)]) func aPlaceThatIsNotThereIsNamed(
    line: Int, column: Int
  ) {
    let occurrence = Occurrence(.deadLettered, "m", at: Place(file: "s", line: line, column: column))
    let text = OccurrenceText(palette: .plain).text(of: occurrence, in: ["s": SourceFile(path: "s", text: "a: b\n")])
    #expect(text.hasPrefix("warning[STK005]: m\n  --> s:\(line):\(column)\n"))
  }

  @Test func manyTellersLoseNothing() async {
    let narrator = narrator()
    let run = Task { await narrator.run() }
    await withTaskGroup { group in
      for teller in 0..<8 {
        group.addTask { for number in 0..<100 { narrator.mention("\(teller)-\(number)") } }
      }
    }
    run.cancel()
    await run.value
    let lines = page.text.split(separator: "\n")
    #expect(lines.count == 800 && Set(lines).count == 800)
  }
}

extension ManualClock {
  /// Returns once a page holds a text: whoever writes it has been woken.
  fileprivate func untilSleepingOrWritten(_ page: NarrationTests.Page, _ text: String) async {
    while !page.text.contains(text) { await Task.yield() }
  }
}

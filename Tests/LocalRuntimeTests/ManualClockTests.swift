import LocalRuntime
import Testing

@Suite struct ManualClockTests {
  @Test func wakesWhoWaitedForWhatHasCome() async throws {
    let clock = ManualClock()
    let start = clock.now
    let sleeper = Task { try await clock.sleep(until: start.adding(seconds: 10)) }
    await clock.untilSleeping()
    clock.advance(seconds: 10)
    try await sleeper.value
    #expect(clock.now == start.adding(seconds: 10))
  }

  @Test func cancellationEndsTheWait() async throws {
    let clock = ManualClock()
    let sleeper = Task { try await clock.sleep(until: clock.now.adding(seconds: 10)) }
    await clock.untilSleeping()
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
  }
}

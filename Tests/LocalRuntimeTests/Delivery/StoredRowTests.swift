import Testing
import Wiring

@testable import LocalRuntime

@Suite struct StoredRowTests {
  private var stored: StoredDelivery {
    var parcel = Parcel(to: "arn:aws:sqs:r:1:q", from: .role("arn:aws:iam::1:role/r", service: "s"), body: "böse\u{0}")
    parcel.attributes = ["a": .init(type: "Binary", bytes: [1, 2, 3]), "b": .init(type: "String", text: "x")]
    parcel.event = .init(source: "s", detailType: "d", resources: ["x", "y"])
    let order = DeliveryOrder(
      parcel, retry: .topic,
      deadLetter: DeadLetter(queue: "q", sender: .service("s", source: "t"), form: .rule(arn: "r")),
      place: Place(file: "stack.yaml", line: 3, column: 300), arrow: "a to b")
    var stored = StoredDelivery(key: "01", order: order, submitted: Moment(milliseconds: -5), tries: 70_000)
    stored.surrender = .init(failure: DeliveryFailure("C", "m", isRetriable: false), condition: .age, retries: 9)
    return stored
  }

  @Test func readsWhatWasWritten() throws {
    let read = try StoredDelivery(StoreRow(key: "01", value: stored.row))
    #expect(read.order.parcel.body == stored.order.parcel.body)
    #expect(read.order.parcel.attributes == stored.order.parcel.attributes)
    #expect(read.order.parcel.event == stored.order.parcel.event)
    #expect(read.order.place == stored.order.place)
    #expect(read.order.deadLetter?.form == .rule(arn: "r"))
    #expect(read.submitted == stored.submitted && read.tries == 70_000)
    #expect(read.surrender == stored.surrender)
  }

  @Test func refusesEveryDamagedRow() {
    let row = stored.row
    for end in row.indices {
      #expect(throws: MalformedRow.self) {
        _ = try StoredDelivery(StoreRow(key: "01", value: Array(row[..<end])))
      }
    }
    // Any byte may be wrong: a row then reads as something else or not at all, and never ends the process.
    for index in row.indices {
      for byte: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
        var damaged = row
        damaged[index] = byte
        _ = try? StoredDelivery(StoreRow(key: "01", value: damaged))
      }
    }
  }

  @Test func tellsOfRowsThatCannotBeRead() async throws {
    let store = FakeStore()
    store.record([.put(space: "deliveries", key: "01", value: [99, 1])])
    store.record([.put(space: "async", key: "01", value: [99, 1])])
    let narrator = FakeNarrator()
    let engine = try await DeliveryEngine(
      store: store, authorizer: FakeAuthorizer(), narrator: narrator, clock: ManualClock())
    _ = try await AsyncInvocations(store: store, deliverer: engine, narrator: narrator, clock: ManualClock())
    #expect(
      narrator.lines == [
        "delivery-failed: 1 deliveries of an earlier run cannot be read and are left aside",
        "delivery-failed: 1 asynchronous invocations of an earlier run cannot be read and are left aside",
      ])
  }

  @Test func writesTimesAsISO8601() {
    #expect(Moment(milliseconds: 0).secondsText == "1970-01-01T00:00:00Z")
    #expect(Moment(milliseconds: -1).millisecondsText == "1969-12-31T23:59:59.999Z")
    #expect(Moment(milliseconds: 1_709_209_815_042).millisecondsText == "2024-02-29T12:30:15.042Z")
    #expect(Moment(milliseconds: 4_107_542_399_000).secondsText == "2100-02-28T23:59:59Z")
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func writesBase64(text: String, base64: String) { #expect(Base64.text(Array(text.utf8)) == base64) }
}

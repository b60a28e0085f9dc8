import Testing
import WireProtocols

@testable import LocalRuntime

/// Digests as `md5sum` and the algorithm of the Developer Guide give them (computed apart from this code).
@Suite struct MessageDigestTests {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("hello", "5d41402abc4b2a76b9719d911017c592"),
    ("grüße 🦊", "19346c5bea7142eaa5a888631b9a54b7"),
  ]) func bodies(body: String, digest: String) { #expect(MessageDigest.of(body) == digest) }

  @Test func attributesOfEachType() {
    let attributes: [String: Parcel.Attribute] = [
      "zeta": .init(type: "String", text: "last"), "Alpha": .init(type: "Number.int", text: "42"),
      "blob": .init(type: "Binary", bytes: [0, 1, 254, 255]), "é": .init(type: "String", text: "ü"),
    ]
    #expect(MessageDigest.of(attributes) == "3d6b1f7496d456739a103b36a935d06c")
    #expect(MessageDigest.of([:]) == nil)
  }

  @Test func answersDigestsOfWhatWasSentAndOfWhatIsGiven() async throws {
    let bench = try await SQSBench()
    let attributes: WireObject = [
      "color": .object(["DataType": "String", "StringValue": "blue"]),
      "size": .object(["DataType": "Number", "StringValue": "7"]),
    ]
    let sent = try await bench.send(
      "x",
      [
        "MessageAttributes": .object(attributes),
        "MessageSystemAttributes": .object([
          "AWSTraceHeader": .object(["DataType": "String", "StringValue": "Root=1-2-3"])
        ]),
      ])
    #expect(sent.string("MD5OfMessageAttributes") == "a194553a3b1748e81902ad592ed3bdf9")
    #expect(sent.string("MD5OfMessageSystemAttributes") == "3f71502e2b401dca4ffefa0d1f324c78")
    let some = try #require(
      try await bench.receive(visibility: 0, ["MessageAttributeNames": .list(["shape.*"])]).first)
    #expect(some["MessageAttributes"] == nil)
    #expect(some["MD5OfMessageAttributes"] == nil)
    let one = try #require(try await bench.receive(visibility: 0, ["MessageAttributeNames": .list(["color"])]).first)
    #expect(one.object("MessageAttributes") == ["color": attributes["color"]])
    #expect(one.string("MD5OfMessageAttributes") == "da1b33cc3cbfe8b1630921e78e6b9880")
    #expect(one.object("Attributes")?.string("AWSTraceHeader") == "Root=1-2-3")
    let all = try #require(try await bench.receive(visibility: 0, ["MessageAttributeNames": .list([".*"])]).first)
    #expect(all.object("MessageAttributes") == attributes)
    #expect(all.string("MD5OfMessageAttributes") == sent.string("MD5OfMessageAttributes"))
  }
}

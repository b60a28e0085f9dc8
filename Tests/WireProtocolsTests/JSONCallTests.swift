import Testing
import WireProtocols

/// The JSON protocols, 1.0 and 1.1.
@Suite struct JSONCallTests {
  @Test func readsAMessageAndItsAttributes() throws {
    let (call, input) = try decode(
      jsonRequest(
        "AmazonSQS.SendMessage",
        #"{"QueueUrl":"u","MessageBody":"h\u00e9 \ud83d\ude00\n","DelaySeconds":5,"MessageAttributes":"#
          + #"{"a":{"DataType":"Binary","BinaryValue":"AAEC"}},"Unknown":[{"x":1}],"MessageGroupId":null}"#))
    #expect(call.operation.name == "SendMessage")
    #expect(
      input == [
        "QueueUrl": "u", "MessageBody": "hé 😀\n", "DelaySeconds": 5,
        "MessageAttributes": .object([
          "a": .object(["DataType": "Binary", "BinaryValue": .blob([0, 1, 2])])
        ]),
      ])
  }
}

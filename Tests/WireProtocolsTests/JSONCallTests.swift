import ServiceModels
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

  @Test func theLastOfTwoEqualNamesCounts() throws {
    let (_, input) = try decode(
      jsonRequest(
        "AmazonSQS.TagQueue", #"{"QueueUrl":"a","QueueUrl":"b","Tags":{"k":"1","l":"2","k":"3"}}"#))
    #expect(input == ["QueueUrl": "b", "Tags": .object(["k": "3", "l": "2"])])
  }

  @Test(arguments: [
    ("1700000000", 1_700_000_000), ("1700000000.25", 1_700_000_000.25), ("1.7E9", 1_700_000_000),
    (#""2023-11-14T22:13:20.5Z""#, 1_700_000_000.5), (#""2023-11-14T23:13:20+01:00""#, 1_700_000_000),
    (#""Tue, 14 Nov 2023 22:13:20 GMT""#, 1_700_000_000),
  ]) func readsTimes(text: String, seconds: Double) throws {
    let (_, input) = try decode(
      jsonRequest("AWSEvents.PutEvents", #"{"Entries":[{"Time":\#(text)}]}"#))
    #expect(input.list("Entries").first?.object?["Time"] == .timestamp(seconds))
  }

  @Test func writesMembersOfTheShapeOnly() throws {
    let call = try decode(jsonRequest("AmazonSQS.SendMessage", #"{"QueueUrl":"u","MessageBody":"b"}"#)).call
    let response = call.encode(["MessageId": "a\"\\\u{1}\n/é😀", "Other": 1, "SequenceNumber": .null], requestID: "r")
    #expect(response.text == #"{"MessageId":"a\"\\\u0001\n/é😀"}"#)
    #expect(response.status == 200)
    #expect(response.header("content-type") == "application/x-amz-json-1.0")
    #expect(response.header("x-amzn-requestid") == "r")
    let purge = try decode(jsonRequest("AmazonSQS.PurgeQueue", #"{"QueueUrl":"u"}"#)).call
    #expect(purge.encode([:], requestID: "r").text == "{}")
  }

  @Test func writesNumbersAndTimes() throws {
    let call = try decode(jsonRequest("DynamoDB_20120810.DescribeTable", #"{"TableName":"jobs"}"#)).call
    let response = call.encode(
      ["Table": .object(["CreationDateTime": .timestamp(1_700_000_000.1239), "ItemCount": 7])], requestID: "r")
    #expect(response.text == #"{"Table":{"CreationDateTime":1700000000.124,"ItemCount":7}}"#)
  }

  @Test(arguments: [
    #"{"QueueUrl":"u""#, #"{"QueueUrl":"u"} x"#, #"{"QueueUrl" "u"}"#, #"{QueueUrl:"u"}"#, #"{"QueueUrl":"u",}"#,
    #"{"QueueUrl":"\x"}"#, #"{"QueueUrl":"\u12"}"#, "{\"QueueUrl\":\"a\nb\"}", #"{"a":01}"#, #"{"a":1.}"#, #"{"a":-}"#,
    #"{"a":tru}"#, "[", "\u{0}", #""text""#, "[]", "5", #"{"QueueUrl":5}"#, #"{"QueueUrl":{}}"#,
    #"{"QueueUrl":"u","DelaySeconds":"5"}"#, #"{"QueueUrl":"u","DelaySeconds":99999999999}"#,
    #"{"QueueUrl":"u","MessageAttributes":[]}"#,
    #"{"QueueUrl":"u","MessageAttributes":{"a":{"BinaryValue":"?"}}}"#,
  ]) func refusesWhatIsNoInput(body: String) {
    #expect(refusal(of: jsonRequest("AmazonSQS.SendMessage", body))?.shape == "SerializationException")
  }

  @Test func refusesBrokenUTF8() {
    var request = jsonRequest("AmazonSQS.SendMessage", "")
    request.body = Array(#"{"QueueUrl":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
    #expect(refusal(of: request)?.shape == "SerializationException")
  }

  @Test func refusesDeepNesting() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(
      refusal(of: jsonRequest("AmazonSQS.SendMessage", #"{"x":"# + deep))?.message
        == "The request is nested too deeply.")
    let nested = String(repeating: #"{"L":["#, count: 600)
    #expect(
      refusal(of: jsonRequest("DynamoDB_20120810.PutItem", #"{"Item":{"a":"# + nested))?.message
        == "The request is nested too deeply.")
  }

  @Test func survivesGarbage() {
    var state: UInt64 = 42
    let garbage = (0..<1_000_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    for target in ["AmazonSQS.SendMessage", "DynamoDB_20120810.PutItem"] {
      var request = jsonRequest(target, "")
      request.body = garbage
      #expect(refusal(of: request)?.shape == "SerializationException")
    }
    var form = formRequest("")
    form.body = Array("Action=SendMessage&Version=2012-11-05&".utf8) + garbage
    #expect(refusal(of: form) != nil || (try? WireRouting.route(form, signingService: nil)) == nil)
  }

  /// A search among the names so far for each further one would take minutes.
  @Test func manyEntriesTakeNoQuadraticTime() throws {
    let entries = (0..<200_000).map { "\"\($0)\":\"\"" }.joined(separator: ",")
    let (_, input) = try decode(jsonRequest("AmazonSQS.TagQueue", #"{"QueueUrl":"u","Tags":{\#(entries)}}"#))
    #expect(input.object("Tags")?.members.count == 200_000)
  }
}

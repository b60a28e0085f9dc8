import ServiceModels
import Testing
import WireProtocols

/// The query protocol.
@Suite struct QueryCallTests {
  @Test func readsListsMapsAndBatches() throws {
    let (call, input) = try decode(
      formRequest(
        "Action=PublishBatch&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns&PublishBatchRequestEntries.member.1.Id=a"
          + "&PublishBatchRequestEntries.member.1.Message=x+y%26&PublishBatchRequestEntries.member.2.Id=b"
          + "&PublishBatchRequestEntries.member.2.Message=&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name=k"
          + "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType=Binary"
          + "&PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.BinaryValue=AAE%3D"))
    #expect(call.service.name == "sns")
    let entries = input.list("PublishBatchRequestEntries").compactMap(\.object)
    #expect(entries.map { $0.string("Id") } == ["a", "b"])
    #expect(entries.first?.string("Message") == "x y&")
    #expect(
      entries.first?.object("MessageAttributes")?.object("k")
        == ["DataType": "Binary", "BinaryValue": .blob([0, 1])])
  }

  @Test func readsTheNamesOfQueues() throws {
    let (call, input) = try decode(
      formRequest(
        "Action=SetQueueAttributes&Version=2012-11-05&QueueUrl=u&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=5"
          + "&Attribute.10.Name=DelaySeconds&Attribute.10.Value=1&Attribute.2.Name=Policy&Attribute.2.Value="))
    #expect(call.service.name == "sqs")
    #expect(
      input.object("Attributes") == ["VisibilityTimeout": "5", "DelaySeconds": "1", "Policy": ""])
  }

  @Test func takesTheQueueFromThePath() throws {
    let request = WireRequest(
      method: "GET", path: "/123456789012/jobs", query: "Action=ReceiveMessage&Version=2012-11-05&AttributeName.1=All",
      headers: [("host", "127.0.0.1:4566")])
    let (_, input) = try decode(request)
    #expect(input == ["AttributeNames": .list(["All"]), "QueueUrl": "http://127.0.0.1:4566/123456789012/jobs"])
  }

  @Test func writesFlattenedListsAndMaps() throws {
    let call = try decode(formRequest("Action=ReceiveMessage&Version=2012-11-05&QueueUrl=u")).call
    let message: WireObject = [
      "MessageId": "1", "Body": "<a> & \"b\"\r", "Attributes": .object(["SentTimestamp": "7", "SenderId": "x"]),
    ]
    let response = call.encode(["Messages": .list([.object(message), .object(["MessageId": "2"])])], requestID: "r")
    #expect(
      response.text
        == #"<ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult>"#
        + "<Message><MessageId>1</MessageId><Body>&lt;a&gt; &amp; &quot;b&quot;&#xD;</Body><Attribute><Name>SentTimestamp"
        + "</Name><Value>7</Value></Attribute><Attribute><Name>SenderId</Name><Value>x</Value></Attribute></Message>"
        + "<Message><MessageId>2</MessageId></Message></ReceiveMessageResult>"
        + "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ReceiveMessageResponse>")
    #expect(response.header("content-type") == "text/xml")
  }

  @Test func writesTimes() throws {
    let call = try decode(formRequest("Action=GetSessionToken&Version=2011-06-15")).call
    let credentials: WireObject = ["AccessKeyId": "a", "Expiration": .timestamp(1_700_000_000)]
    #expect(
      call.encode(["Credentials": .object(credentials)], requestID: "r").text.contains(
        "<Expiration>2023-11-14T22:13:20Z</Expiration>"))
  }

  @Test func refusesBrokenEscapesAndUnknownActions() {
    #expect(refusal(of: formRequest("Action=Nothing&Version=2012-11-05"))?.shape == "InvalidAction")
    let broken = formRequest("Action=SendMessage&Version=2012-11-05&QueueUrl=%zz&MessageBody=b")
    #expect(refusal(of: broken) == nil, "no form, so no call to AWS")
    #expect(
      refusal(of: formRequest("Action=GetSessionToken&Version=2011-06-15&DurationSeconds=x"))?.shape == "MalformedInput"
    )
  }

  @Test func tooManyParametersAreRefused() {
    let many = (0..<60_000).map { "&a\($0)=" }.joined()
    #expect(refusal(of: formRequest("Action=GetSessionToken&Version=2011-06-15" + many))?.shape == "MalformedInput")
    let deep = "&" + String(repeating: "a.", count: 100_000) + "=1"
    #expect(refusal(of: formRequest("Action=GetSessionToken&Version=2011-06-15" + deep))?.shape == "MalformedInput")
  }
}

import ServiceModels
import Testing
import WireProtocols

/// The REST protocols, as Lambda speaks them.
@Suite struct RestCallTests {
  static func invoke(
    _ function: String, query: String = "", _ headers: [(name: String, value: String)] = [], body: String = ""
  )
    -> WireRequest
  {
    WireRequest(
      method: "POST", path: "/2015-03-31/functions/\(function)/invocations", query: query, headers: headers,
      body: Array(body.utf8))
  }

  @Test func readsPathQueryHeadersAndRawBody() throws {
    let request = Self.invoke(
      "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Ajobs", query: "Qualifier=live",
      [("x-amz-invocation-type", "Event"), ("x-amz-client-context", "e30=")], body: "no JSON")
    let (call, input) = try decode(request, signedFor: "lambda")
    #expect(call.operation.name == "Invoke")
    #expect(
      input == [
        "Payload": .blob(Array("no JSON".utf8)), "FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:jobs",
        "InvocationType": "Event", "ClientContext": "e30=", "Qualifier": "live",
      ])
  }

  @Test func writesStatusHeadersAndRawBody() throws {
    let call = try decode(Self.invoke("jobs"), signedFor: "lambda").call
    let response = call.encode(
      [
        "StatusCode": 200, "FunctionError": "Unhandled", "ExecutedVersion": "$LATEST", "LogResult": "bG9n",
        "Payload": .blob(Array(#"{"errorMessage":"x"}"#.utf8)),
      ], requestID: "r")
    #expect(response.status == 200)
    #expect(response.text == #"{"errorMessage":"x"}"#)
    #expect(response.header("x-amz-function-error") == "Unhandled")
    #expect(response.header("x-amz-executed-version") == "$LATEST")
    #expect(response.header("x-amz-log-result") == "bG9n")
    for status in [202, 204] {
      let response = call.encode(["StatusCode": .integer(Int64(status))], requestID: "r")
      #expect(response.status == status)
      #expect(response.body.isEmpty)
    }
  }

  @Test func headersEndWithTheirLine() throws {
    let call = try decode(Self.invoke("jobs"), signedFor: "lambda").call
    let response = call.encode(["FunctionError": "a\r\nx-evil: b"], requestID: "r")
    #expect(response.header("x-amz-function-error") == "a  x-evil: b")
  }

  @Test func readsBodiesListsAndTimes() throws {
    let create = WireRequest(
      method: "POST", path: "/2015-03-31/event-source-mappings",
      body: Array(#"{"FunctionName":"f","StartingPositionTimestamp":1.5,"Topics":["orders"],"uuid":"no"}"#.utf8))
    let (call, input) = try decode(create, signedFor: "lambda")
    #expect(call.operation.name == "CreateEventSourceMapping")
    #expect(
      input == ["FunctionName": "f", "StartingPositionTimestamp": .timestamp(1.5), "Topics": .list(["orders"])])
    let untag = WireRequest(
      method: "DELETE", path: "/2017-03-31/tags/arn:aws:lambda:eu-west-1:123456789012:function:f",
      query: "tagKeys=a&tagKeys=b%20c")
    #expect(try decode(untag, signedFor: "lambda").input.strings("TagKeys") == ["a", "b c"])
  }

  @Test func answersThatHaveABodyHaveNoOtherMembersInIt() throws {
    let get = WireRequest(method: "GET", path: "/2015-03-31/functions/f/configuration")
    let call = try decode(get, signedFor: "lambda").call
    let response = call.encode(["FunctionName": "f", "Timeout": 3], requestID: "r")
    #expect(response.text == #"{"FunctionName":"f","Timeout":3}"#)
    #expect(response.header("content-type") == "application/json")
  }

  @Test func refusesWhatIsNoRequest() throws {
    let unknown = WireRequest(method: "PATCH", path: "/2015-03-31/functions")
    #expect(refusal(of: unknown, signedFor: "lambda")?.shape == "UnknownOperationException")
    #expect(refusal(of: Self.invoke("a%2"), signedFor: "lambda")?.shape == "SerializationException")
    let create = WireRequest(method: "POST", path: "/2015-03-31/functions", body: Array("{".utf8))
    #expect(refusal(of: create, signedFor: "lambda")?.shape == "InvalidRequestContentException")
    #expect(try WireRouting.route(Self.invoke("jobs"), signingService: nil) == nil)
    #expect(try WireRouting.route(Self.invoke("jobs"), signingService: "execute-api") == nil)
  }
}

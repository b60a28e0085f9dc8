import Foundation
import Testing
import Wiring

@testable import LocalRuntime

@Suite(.needsPython) struct PythonSandboxTests {
  @Test func answersAndIsReused() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython(
        "greet",
        """
        import os
        count = 0
        def handle(event, context):
            global count
            count += 1
            print("hello", event["name"])
            return {"name": event["name"], "count": count, "pid": os.getpid(), "id": context.aws_request_id,
                    "arn": context.invoked_function_arn, "left": context.get_remaining_time_in_millis()}
        """)
      let first = await bench.invoke("greet", #"{"name":"Ada"}"#)
      #expect(first.ending == .returned, "\(first.text)")
      let second = await bench.invoke("greet", #"{"name":"Bob"}"#)
      let (a, b) = (try json(first), try json(second))
      #expect(a["name"]?.string == "Ada" && b["name"]?.string == "Bob")
      #expect(b["count"] == .integer(2) && a["pid"] == b["pid"])
      #expect(a["arn"]?.string == "arn:aws:lambda:us-east-1:000000000000:function:greet")
      guard case .integer(let left)? = a["left"] else { return #expect(Bool(false), "no time left") }
      #expect((1...30_000).contains(left))
      let log = try bench.log(of: "greet")
      let id = try #require(a["id"]?.string)
      #expect(
        log.prefix(3).map { $0 } == ["START RequestId: \(id) Version: $LATEST", "hello Ada", "END RequestId: \(id)"])
      #expect(log[3].wholeMatch(of: Self.report) != nil, "\(log[3])")
      #expect(log[3].contains("Init Duration") && !log[7].contains("Init Duration"))
    }
  }

  nonisolated(unsafe) static let report =
    /REPORT RequestId: [-0-9a-f]{36}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: \d+\.\d\d ms\t/

  func json(_ result: InvocationResult) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(result.payload))
  }
}

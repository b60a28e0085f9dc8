import Foundation
import Synchronization
import Testing
import WireProtocols
import Wiring

@testable import LocalRuntime

/// Takes what is enqueued.
final class EventInbox: AsyncInvoker {
  private let taken = Mutex<[Invocation]>([])
  func enqueue(_ invocation: Invocation) async throws(StoreError) { taken.withLock { $0.append(invocation) } }
  var invocations: [Invocation] { taken.withLock { $0 } }
}

@Suite struct LambdaServiceTests {
  private let arn = "arn:aws:lambda:us-east-1:000000000000:function:app"

  private func service(_ bench: SandboxBench, _ inbox: EventInbox = EventInbox()) -> LambdaService {
    LambdaService(runner: bench.runner, queue: inbox, authorizer: bench.gate, clock: bench.clock)
  }

  private func send(_ service: LambdaService, _ operation: String, _ input: WireObject) async throws -> WireObject {
    let known = try #require(LambdaService.operations[operation])
    let call = ServiceCall(
      operation, input, by: Caller(.administrator, accessKey: "", session: ""), requestID: RequestID.make())
    return try await known.answer(service, call)
  }

  private func error(_ service: LambdaService, _ operation: String, _ input: WireObject) async -> ServiceError? {
    do {
      _ = try await send(service, operation, input)
      return nil
    } catch { return error as? ServiceError }
  }

  private let source =
    "def handle(e, c):\n  print('seen')\n  return [e, c.client_context.custom if c.client_context else None]\n"

  @Test(.needsPython) func invokeAnswersWithLogAndVersion() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let output = try await send(
        service(bench), "Invoke", ["FunctionName": "app", "Payload": .blob(Array(#"{"a":1}"#.utf8)), "LogType": "Tail"])
      #expect(output.integer("StatusCode") == 200 && output["FunctionError"] == nil)
      #expect(output.string("ExecutedVersion") == "$LATEST")
      #expect(String(decoding: output.blob("Payload") ?? [], as: UTF8.self) == #"[{"a": 1}, null]"#)
      let log = Data(base64Encoded: output.string("LogResult") ?? "").map { String(decoding: $0, as: UTF8.self) } ?? ""
      #expect(log.hasPrefix("START RequestId: ") && log.contains("\nseen\nEND ") && log.contains("\nREPORT "))
    }
  }

  @Test(.needsPython) func clientContextComesThrough() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let context = Data(#"{"custom":{"k":"v"}}"#.utf8).base64EncodedString()
      let output = try await send(service(bench), "Invoke", ["FunctionName": "app", "ClientContext": .string(context)])
      #expect(String(decoding: output.blob("Payload") ?? [], as: UTF8.self) == #"[{}, {"k": "v"}]"#)
    }
  }

  @Test func eventsAreEnqueuedAndDryRunsAreNot() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let inbox = EventInbox()
      let service = service(bench, inbox)
      let payload = WireValue.blob(Array("[1]".utf8))
      let event = try await send(
        service, "Invoke", ["FunctionName": .string(arn), "InvocationType": "Event", "Payload": payload])
      #expect(event.integer("StatusCode") == 202)
      let dry = try await send(
        service, "Invoke", ["FunctionName": "app", "InvocationType": "DryRun", "Payload": payload])
      #expect(dry.integer("StatusCode") == 204)
      #expect(inbox.invocations.map(\.function) == [arn] && inbox.invocations.map(\.payload) == [Array("[1]".utf8)])
    }
  }

  @Test func refusalsAreAWSs() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source) { $0.reservedConcurrency = 0 }
      let service = service(bench)
      let missing = await error(service, "Invoke", ["FunctionName": "none:live"])
      #expect(missing?.shape == "ResourceNotFoundException")
      #expect(missing?.message == "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none:live")
      let broken = await error(service, "Invoke", ["FunctionName": "app", "Payload": .blob(Array("hello".utf8))])
      #expect(broken?.shape == "InvalidRequestContentException")
      #expect(broken?.message.hasPrefix("Could not parse request body into json: ") == true)
      let big = WireValue.blob(Array(repeating: 0x20, count: LambdaService.syncCap + 1))
      let large = await error(service, "Invoke", ["FunctionName": "app", "Payload": big])
      #expect(large?.shape == "RequestTooLargeException" && large?.status == 413)
      let async = WireValue.blob(Array(repeating: 0x20, count: LambdaService.asyncCap + 1))
      let largeEvent = await error(
        service, "Invoke", ["FunctionName": "app", "InvocationType": "Event", "Payload": async])
      #expect(largeEvent?.shape == "RequestTooLargeException")
      let throttled = await error(service, "Invoke", ["FunctionName": "app"])
      #expect(throttled?.shape == "TooManyRequestsException" && throttled?.status == 429)
      #expect(throttled?.members.string("Reason") == "ReservedFunctionConcurrentInvocationLimitExceeded")
      let twice = await error(service, "Invoke", ["FunctionName": "app:1", "Qualifier": "2"])
      #expect(twice?.shape == "InvalidParameterValueException")
    }
  }

  @Test func permissionsAreOnWhatIsInvoked() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let service = service(bench)
      let invoke = try #require(LambdaService.operations["Invoke"])
      let cases: [(WireObject, String)] = [
        (["FunctionName": "app"], arn), (["FunctionName": "app:live"], arn + ":live"),
        (["FunctionName": "app", "Qualifier": "live"], arn + ":live"),
      ]
      for (input, resource) in cases {
        let call = ServiceCall(
          "Invoke", input, by: Caller(.administrator, accessKey: "", session: ""), requestID: "")
        let asked = try await invoke.permissions(service, call)
        #expect(asked == [Permission("lambda:InvokeFunction", on: resource)])
      }
    }
  }

  @Test func permissionsAreAddedAndRemoved() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let service = service(bench)
      #expect(await error(service, "GetPolicy", ["FunctionName": "app"])?.shape == "ResourceNotFoundException")
      let add: WireObject = [
        "FunctionName": "app", "StatementId": "s1", "Action": "lambda:InvokeFunction",
        "Principal": "sns.amazonaws.com", "SourceArn": "arn:aws:sns:us-east-1:000000000000:t",
      ]
      _ = try await send(service, "AddPermission", add)
      #expect(await error(service, "AddPermission", add)?.shape == "ResourceConflictException")
      let policy = try await send(service, "GetPolicy", ["FunctionName": "app"]).string("Policy")
      #expect(
        policy == """
          {"Id":"default","Statement":[{"Action":"lambda:InvokeFunction","Condition":{"ArnLike":{"AWS:SourceArn":\
          "arn:aws:sns:us-east-1:000000000000:t"}},"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},\
          "Resource":"\(arn)","Sid":"s1"}],"Version":"2012-10-17"}
          """)
      let remove: WireObject = ["FunctionName": "app", "StatementId": "s1"]
      _ = try await send(service, "RemovePermission", remove)
      #expect(bench.gate.policy(of: arn) == nil)
      #expect(await error(service, "RemovePermission", remove)?.shape == "ResourceNotFoundException")
    }
  }

  @Test func functionsAreDescribed() async throws {
    try await SandboxBench.with { bench in
      for name in ["a", "b", "c"] {
        try await bench.addPython(name, source) {
          $0.memory = 512
          $0.environment.set("K", "v")
        }
      }
      let service = service(bench)
      let first = try await send(service, "ListFunctions", ["MaxItems": 2])
      #expect(first.list("Functions").compactMap { $0.object?.string("FunctionName") } == ["a", "b"])
      let rest = try await send(service, "ListFunctions", ["Marker": first["NextMarker"]])
      #expect(
        rest.list("Functions").compactMap { $0.object?.string("FunctionName") } == ["c"] && rest["NextMarker"] == nil)
      #expect(await error(service, "ListFunctions", ["Marker": "x"])?.shape == "InvalidParameterValueException")
      let function = try await send(service, "GetFunction", ["FunctionName": "b"])
      let configuration = function.object("Configuration")
      #expect(configuration?.integer("MemorySize") == 512 && configuration?.string("Runtime") == "python3.13")
      #expect(configuration?.object("Environment")?.object("Variables")?.string("K") == "v")
    }
  }

  @Test func parcelsAreEnqueued() async throws {
    try await SandboxBench.with { bench in
      try await bench.addPython("app", source)
      let inbox = EventInbox()
      let service = service(bench, inbox)
      let sender = Sender.service("sns.amazonaws.com", source: "arn:aws:sns:us-east-1:000000000000:t")
      #expect(await service.receive(Parcel(to: arn, from: sender, body: "{}")) == .delivered)
      #expect(inbox.invocations.map(\.origin) == ["sns.amazonaws.com"])
      let outcome = await service.receive(Parcel(to: arn + "x", from: sender, body: "{}"))
      guard case .failed(let failure) = outcome else { return #expect(Bool(false), "delivered to nothing") }
      #expect(failure.code == "ResourceNotFoundException" && !failure.isRetriable)
    }
  }
}

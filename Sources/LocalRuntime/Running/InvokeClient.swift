import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Wiring

/// Invokes a function of a stack that runs, as a person does from a shell (`stackc invoke`).
public struct InvokeClient: Sendable {
  private let state: String

  /// Takes the folder of the run's state, where it says who runs.
  public init(state: String) { self.state = state }

  /// The ways to end, as exit statuses.
  private enum Status {
    static let returned: Int32 = 0
    static let failed: Int32 = 1
    static let unusable: Int32 = 2
  }

  /// Invokes a function, and prints what it returned on standard output and its log on standard error.
  ///
  /// - Parameters:
  ///   - function: its key in the stack, its name, or its ARN; a qualifier may follow after a colon.
  ///   - event: a file, `-` for standard input; `{}` if nil.
  /// - Returns: 0 when the handler returned (or the event was queued), 1 when it failed, 2 when it could not be invoked.
  public func invoke(_ function: String, event: String?, isAsynchronous: Bool) async -> Int32 {
    guard let run = runFile() else {
      return refuse("no stack runs here: `\(state)/run.json` is not there", help: "start it: stackc run")
    }
    guard let name = Self.name(of: function, in: run) else {
      return refuse(
        "`\(function)` is no function of the stack that runs",
        help: "there are: \(run.functions.map(\.path).sorted().joined(separator: ", "))")
    }
    guard let payload = Self.read(event) else { return refuse("`\(event ?? "")` cannot be read", help: "") }
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    let status: Int32
    do {
      status = try await call(run, name, payload, isAsynchronous, client)
    } catch {
      status = refuse("\(run.endpoint) does not answer: \(error)", help: "start the stack: stackc run")
    }
    try? await client.shutdown()
    return status
  }

  private func call(
    _ run: RunFile, _ name: String, _ payload: Data, _ isAsynchronous: Bool, _ client: HTTPClient
  ) async throws -> Int32 {
    let path = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
    var request = HTTPClientRequest(url: "\(run.endpoint)/2015-03-31/functions/\(path)/invocations")
    request.method = .POST
    // Credentials that the run did not issue are the administrator's.
    request.headers.add(
      name: "Authorization",
      value: "AWS4-HMAC-SHA256 Credential=administrator/20150331/\(run.region)/lambda/aws4_request, "
        + "SignedHeaders=host, Signature=0")
    request.headers.add(name: "X-Amz-Invocation-Type", value: isAsynchronous ? "Event" : "RequestResponse")
    if !isAsynchronous { request.headers.add(name: "X-Amz-Log-Type", value: "Tail") }
    request.body = .bytes(ByteBuffer(bytes: payload))
    // A function may run for 15 minutes, and wait for an environment before.
    let answer = try await client.execute(request, timeout: .minutes(20))
    let body = try await answer.body.collect(upTo: 16 << 20)
    if let log = answer.headers.first(name: "X-Amz-Log-Result").flatMap({ Data(base64Encoded: $0) }) {
      Descriptor.standardError.write(String(decoding: log, as: UTF8.self))
    }
    let text = String(decoding: body.readableBytesView, as: UTF8.self)
    guard (200..<300).contains(answer.status.code) else {
      return refuse("the run answers \(answer.status.code): \(text)", help: "")
    }
    if !text.isEmpty { Descriptor.standardOutput.write(text + "\n") }
    return answer.headers.contains(name: "X-Amz-Function-Error") ? Status.failed : Status.returned
  }

  private func runFile() -> RunFile? {
    FileManager.default.contents(atPath: "\(state)/run.json").flatMap {
      try? JSONDecoder().decode(RunFile.self, from: $0)
    }
  }

  private static func read(_ event: String?) -> Data? {
    switch event {
    case nil: Data("{}".utf8)
    case "-": FileHandle.standardInput.readDataToEndOfFile()
    case let path?: FileManager.default.contents(atPath: path)
    }
  }

  /// The name, with its qualifier, of what a person calls `intake`, `functions.intake`, `orders-IntakeFunction` or by ARN.
  private static func name(of text: String, in run: RunFile) -> String? {
    if text.hasPrefix("arn:") { return text }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard let key = parts.first else { return nil }
    let found = run.functions.first { $0.path == key || $0.path == "functions.\(key)" || $0.name == key }
    return found.map { parts.count > 1 ? "\($0.name):\(parts[1])" : $0.name }
  }

  private func refuse(_ message: String, help: String) -> Int32 {
    Descriptor.standardError.write("error: \(message)\n" + (help.isEmpty ? "" : "help: \(help)\n"))
    return Status.unusable
  }
}

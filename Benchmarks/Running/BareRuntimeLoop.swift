import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The least that can run a handler: a server that hands a caller's request to AWS's Python client when it asks for its next
/// event, and the result back. No edge, no permissions, no log. The caller is the one that invokes the run: what it costs to
/// send a request and to be woken by the answer is no part of what is compared.
final class BareRuntimeLoop: Sendable {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let python: String
  private let handler: String
  private let folder: URL

  init(python: String, handler: String, folder: URL) throws {
    self.python = python
    self.handler = handler
    self.folder = folder
  }

  /// The median of so many round trips in seconds.
  func median(of count: Int) async throws -> Double {
    let relay = Relay()
    let server = try await ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(RuntimeLoopHandler(relay))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    let port = server.localAddress?.port ?? 0
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-m", "awslambdaric", handler]
    process.currentDirectoryURL = folder
    process.environment = [
      "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(port)", "LAMBDA_TASK_ROOT": folder.path,
      "_HANDLER": handler, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "AWS_REGION": "us-east-1",
    ]
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    let outcome = try await ClosedLoop(port: port, connections: 1).run(requests: count, seconds: 30) { _, _, _ in
      RunningStack.invocation
    }
    // The client waits for its next event in native code, where no other signal reaches it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try await server.close()
    try await group.shutdownGracefully()
    return outcome.median
  }
}

/// A caller that waits for a result, and a process that waits for an event.
private final class Relay: Sendable {
  private let waiting = Mutex<(caller: (any Channel)?, process: (any Channel)?, isGiven: Bool)>((nil, nil, false))

  /// Notes who waits, and returns the process that an event can now be given to.
  func wait(caller: (any Channel)? = nil, process: (any Channel)? = nil) -> (any Channel)? {
    waiting.withLock { waiting in
      if let caller { (waiting.caller, waiting.isGiven) = (caller, false) }
      if let process { waiting.process = process }
      guard waiting.caller != nil, !waiting.isGiven, let free = waiting.process else { return nil }
      (waiting.process, waiting.isGiven) = (nil, true)
      return free
    }
  }

  /// The caller that a result is for.
  func take() -> (any Channel)? {
    waiting.withLock { waiting in
      defer { waiting.caller = nil }
      return waiting.caller
    }
  }
}

private final class RuntimeLoopHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let relay: Relay
  private var head: HTTPRequestHead?

  init(_ relay: Relay) { self.relay = relay }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      let channel = context.channel
      if head?.method == .GET {
        give(relay.wait(process: channel))
      } else if head?.uri.hasSuffix("/response") == true {
        answer(channel, .accepted, ["content-length": "0"], "")
        if let caller = relay.take() { answer(caller, .ok, ["content-length": "2"], "{}") }
      } else {
        give(relay.wait(caller: channel))
      }
    }
  }

  private func give(_ process: (any Channel)?) {
    guard let process else { return }
    let headers: HTTPHeaders = [
      "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd", "content-type": "application/json",
      "Lambda-Runtime-Deadline-Ms": "4102444800000", "content-length": "2",
      "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:f",
    ]
    answer(process, .ok, headers, "{}")
  }

  private func answer(_ channel: any Channel, _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: String) {
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    if !body.isEmpty {
      channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil)
    }
    channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
  }
}

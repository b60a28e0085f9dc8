import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The least that can run a handler: a server that gives AWS's Python client its next event as soon as it asks. No edge, no
/// permissions, no log, and nobody who waits for the answer.
///
/// A client that invokes again as soon as it is answered waits for a whole turn of the loop each time: event, answer, and the
/// process's next request for work. So a turn is what its latency is held against.
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

  /// The median of so many turns in seconds, after some that are not counted: from one event to the next.
  func median(of count: Int) async throws -> Double {
    let warm = 200
    let tally = Tally(count + warm, group.next().makePromise(of: [Double].self))
    let server = try await ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(RuntimeLoopHandler(tally))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-m", "awslambdaric", handler]
    process.currentDirectoryURL = folder
    process.environment = [
      "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(server.localAddress?.port ?? 0)", "LAMBDA_TASK_ROOT": folder.path,
      "_HANDLER": handler, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "AWS_REGION": "us-east-1",
    ]
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    let turns = try await tally.done.futureResult.get().dropFirst(warm).sorted()
    // The client waits for its next event in native code, where no other signal reaches it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try await server.close()
    try await group.shutdownGracefully()
    return turns[turns.count / 2]
  }
}

/// What was measured, over all connections: the client may ask on one and answer on another.
private final class Tally: Sendable {
  let done: EventLoopPromise<[Double]>
  private let count: Int
  private let state = Mutex((given: ContinuousClock.Instant?.none, turns: [Double]()))

  init(_ count: Int, _ done: EventLoopPromise<[Double]>) {
    self.count = count
    self.done = done
  }

  /// Notes that an event is given.
  func give() {
    let now = ContinuousClock.now
    let turns = state.withLock { state in
      if let given = state.given { state.turns.append((now - given) / .seconds(1)) }
      state.given = now
      return state.turns
    }
    if turns.count == count { done.succeed(turns) }
  }
}

private final class RuntimeLoopHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let tally: Tally
  private var isNext = false

  init(_ tally: Tally) { self.tally = tally }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): isNext = head.method == .GET
    case .body: break
    case .end:
      if isNext {
        let headers: HTTPHeaders = [
          "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd", "content-type": "application/json",
          "Lambda-Runtime-Deadline-Ms": "4102444800000", "content-length": "2",
          "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:f",
        ]
        tally.give()
        answer(context, .ok, headers, "{}")
      } else {
        answer(context, .accepted, ["content-length": "0"], "")
      }
    }
  }

  private func answer(
    _ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: String
  ) {
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
    if !body.isEmpty {
      context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: body)))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

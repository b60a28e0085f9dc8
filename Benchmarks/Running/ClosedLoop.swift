import NIOCore
import NIOHTTP1
import NIOPosix

/// A request that is sent.
struct LoadRequest: Sendable {
  let head: HTTPRequestHead
  let body: [UInt8]

  init(_ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, body: String) {
    var headers = headers
    headers.add(name: "host", value: "127.0.0.1")
    headers.add(name: "content-length", value: String(body.utf8.count))
    head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
    self.body = Array(body.utf8)
  }
}

/// Some connections to a server on the loopback, each of which sends a request as soon as the one before is answered.
struct ClosedLoop {
  let port: Int
  let connections: Int

  /// What was seen.
  struct Outcome: Sendable {
    /// Seconds of each request, sorted.
    let latencies: [Double]
    /// Answers other than 2xx.
    let refused: Int
    /// Seconds from the first request to the last answer.
    let seconds: Double

    var perSecond: Double { Double(latencies.count) / seconds }
    /// The latency that half of the requests stayed below.
    var median: Double { latencies.isEmpty ? .nan : latencies[latencies.count / 2] }
  }

  /// Sends until so many requests are answered or the time is over, whichever comes first.
  ///
  /// - Parameter request: One request, given the number of the connection, the number of the request on it, and
  ///   the body of the answer before.
  func run(
    requests: Int = .max, seconds: Double,
    request: @escaping @Sendable (_ connection: Int, _ number: Int, _ answer: [UInt8]) -> LoadRequest
  ) async throws -> Outcome {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let start = ContinuousClock.now
    let share = requests == .max ? .max : (requests + connections - 1) / connections
    let parts = try await withThrowingTaskGroup(of: (latencies: [Double], refused: Int).self) { tasks in
      for connection in 0..<connections {
        tasks.addTask {
          try await one(on: group, until: start + .seconds(seconds), most: share) { request(connection, $0, $1) }
        }
      }
      return try await tasks.reduce(into: [(latencies: [Double], refused: Int)]()) { $0.append($1) }
    }
    let duration = (ContinuousClock.now - start) / .seconds(1)
    try await group.shutdownGracefully()
    return Outcome(
      latencies: parts.flatMap(\.latencies).sorted(), refused: parts.reduce(0) { $0 + $1.refused }, seconds: duration)
  }

  /// One connection, opened anew whenever the server closes it, as moto_server does after each answer.
  private func one(
    on group: MultiThreadedEventLoopGroup, until end: ContinuousClock.Instant, most: Int,
    request: @escaping @Sendable (Int, [UInt8]) -> LoadRequest
  ) async throws -> (latencies: [Double], refused: Int) {
    let loop = group.next()
    var all: (latencies: [Double], refused: Int) = ([], 0)
    repeat {
      let done = loop.makePromise(of: (latencies: [Double], refused: Int).self)
      let first = all.latencies.count
      let channel = try await ClientBootstrap(group: loop)
        .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            try channel.pipeline.syncOperations.addHandler(
              LoopHandler(end, most - first, { request(first + $0, $1) }, done))
          }
        }.connect(host: "127.0.0.1", port: port).get()
      let result = try await done.futureResult.get()
      guard !result.latencies.isEmpty else { throw Failure("the server closes the connection without an answer") }
      all.latencies += result.latencies
      all.refused += result.refused
      // The server may have closed it already.
      try? await channel.close().get()
    } while all.latencies.count < most && ContinuousClock.now < end
    return all
  }
}

/// One connection: writes, waits for the end of the answer, notes how long it took, writes again.
private final class LoopHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let end: ContinuousClock.Instant
  private let most: Int
  private let request: @Sendable (Int, [UInt8]) -> LoadRequest
  private let done: EventLoopPromise<(latencies: [Double], refused: Int)>
  private var latencies: [Double] = []
  private var refused = 0
  private var sent = ContinuousClock.now
  private var answer: [UInt8] = []
  /// Whether the server closes the connection after this answer.
  private var isLast = false

  init(
    _ end: ContinuousClock.Instant, _ most: Int, _ request: @escaping @Sendable (Int, [UInt8]) -> LoadRequest,
    _ done: EventLoopPromise<(latencies: [Double], refused: Int)>
  ) {
    self.end = end
    self.most = most
    self.request = request
    self.done = done
  }

  func channelActive(context: ChannelHandlerContext) {
    // Whatever happens on the way, the benchmark ends.
    let left = max(.zero, ContinuousClock.now.duration(to: end)) + Self.patience
    let done = done
    context.eventLoop.scheduleTask(in: TimeAmount(left)) { done.fail(Failure("a request was not answered")) }
    send(context)
  }

  /// How long after the end of the load an answer may come.
  private static let patience = Duration.seconds(10)

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if !(200..<300).contains(head.status.code) { refused += 1 }
      isLast = !head.isKeepAlive
    case .body(let part): answer += part.readableBytesView
    case .end:
      let now = ContinuousClock.now
      latencies.append((now - sent) / .seconds(1))
      if isLast || latencies.count >= most || now >= end { done.succeed((latencies, refused)) } else { send(context) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

  func channelInactive(context: ChannelHandlerContext) { done.succeed((latencies, refused)) }

  private func send(_ context: ChannelHandlerContext) {
    let next = request(latencies.count, answer)
    answer.removeAll(keepingCapacity: true)
    sent = .now
    context.write(wrapOutboundOut(.head(next.head)), promise: nil)
    if !next.body.isEmpty {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: next.body)))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

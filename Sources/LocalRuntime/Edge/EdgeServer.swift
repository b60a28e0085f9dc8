import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WireProtocols

/// The one port of a run: HTTP/1.1 on the loopback. It reads requests whole, hands them on, and writes the answers.
///
/// All connections share one event loop. An invocation goes from the caller's connection to the process's and back, and to
/// wake another thread for it would cost more than all the work.
struct EdgeServer: Sendable {
  /// Answers a request. Its task is cancelled when the client goes away.
  typealias Responder = @Sendable (WireRequest) async -> WireResponse

  /// The largest body that is read: above API Gateway's 10 MB, so that each service refuses what is too large for it in its
  /// own words, and below what a client could use to fill memory.
  static let largestBody = 16 * 1024 * 1024
  /// Header fields of one request, in bytes: above API Gateway's 10,240, for the same reason.
  static let largestHeaders = 64 * 1024

  let responder: Responder

  init(responder: @escaping Responder) { self.responder = responder }

  /// Listens until the task is cancelled; returns when the last request has ended.
  ///
  /// - Parameters:
  ///   - port: The port, or 0 for a free one.
  ///   - ready: Told the port once it is open.
  /// - Throws: ``StartFault`` if the port cannot be opened.
  func run(port: Int, ready: @escaping @Sendable (Int) async -> Void) async throws {
    let open = OpenConnections()
    let listener = try await listen(port, open)
    await ready(listener.localAddress?.port ?? port)
    try await withTaskCancellationHandler {
      try await listener.closeFuture.get()
    } onCancel: {
      listener.close(promise: nil)
    }
    await open.close()
  }

  private func listen(_ port: Int, _ open: OpenConnections) async throws -> any Channel {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = Self.largestHeaders
    limits.maxHeaderListSize = Self.largestHeaders
    limits.maxHeaderFieldCount = 1000
    let (responder, decoderLimits) = (responder, limits)
    do {
      return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.next())
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.allowRemoteHalfClosure, value: true)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoderLimits)))
            try pipeline.addHandler(
              EdgeConnection(on: channel.eventLoop, ended: open.add(channel), responder: responder))
          }
        }.bind(host: "127.0.0.1", port: port).get()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw StartFault(
        "port \(port) is taken",
        help: ["end what listens there, or choose another with `--port`; `--port 0` takes a free one"])
    }
  }
}

/// The connections that a server has to end before it ends.
private final class OpenConnections: Sendable {
  private let channels = Mutex<[ObjectIdentifier: (channel: any Channel, ended: EventLoopFuture<Void>)]>([:])

  /// Notes a connection until the promise succeeds.
  func add(_ channel: any Channel) -> EventLoopPromise<Void> {
    let ended = channel.eventLoop.makePromise(of: Void.self)
    let id = ObjectIdentifier(channel)
    channels.withLock { $0[id] = (channel, ended.futureResult) }
    ended.futureResult.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
    return ended
  }

  /// Closes them all, and returns when their tasks have ended.
  func close() async {
    let open = channels.withLock { Array($0.values) }
    for connection in open { connection.channel.close(promise: nil) }
    for connection in open { try? await connection.ended.get() }
  }
}

import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

@testable import LocalRuntime

/// A small HTTP server on a port of its own that answers the Runtime API and nothing else, for sandboxes under test.
final class RuntimeEdge: Sendable {
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let channel: any Channel

  /// Listens.
  init() async throws {
    let box = SandboxesBox()
    channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(RuntimeHandler(box))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.box = box
  }

  private let box: SandboxesBox

  /// URL of the port.
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  /// Whose requests it answers.
  func serve(_ sandboxes: Sandboxes) { box.sandboxes.withLock { $0 = sandboxes } }

  /// Closes the port.
  func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

private final class SandboxesBox: Sendable {
  let sandboxes = Mutex<Sandboxes?>(nil)
}

private final class RuntimeHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let box: SandboxesBox
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var task: Task<Void, Never>?

  init(_ box: SandboxesBox) { self.box = box }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let buffer): body.append(contentsOf: buffer.readableBytesView)
    case .end:
      guard let head else { return }
      let parts = head.uri.split(separator: "/", maxSplits: 3)
      let request = RuntimeRequest(
        environment: parts.count > 1 ? String(parts[1]) : "", method: head.method.rawValue,
        path: parts.count > 3 ? "/\(parts[3])" : "/", headers: head.headers.map { ($0.name, $0.value) }, body: body)
      let (box, channel) = (box, context.channel)
      task = Task {
        let sandboxes = box.sandboxes.withLock { $0 }
        let response = await sandboxes?.answer(request) ?? .gone
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)")
        let status = HTTPResponseStatus(statusCode: response.status)
        channel.write(
          HTTPServerResponsePart.head(.init(version: .http1_1, status: status, headers: headers)), promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: response.body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    task?.cancel()
    context.fireChannelInactive()
  }
}

import NIOCore
import NIOHTTP1
import WireProtocols

/// One HTTP/1.1 connection: reads a request whole, has it answered by a task on the connection's own event loop, writes the
/// answer, and goes on with the next. What comes while a request waits for its answer is kept back, and no
/// more is read then.
///
/// It writes bytes itself: the library's encoder and its handlers for errors and order would take longer than a service.
final class EdgeConnection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = Never
  typealias OutboundOut = ByteBuffer

  private enum State {
    case idle
    case reading(HTTPRequestHead, body: [UInt8])
    /// Answers; the request is whole.
    case answering(HTTPRequestHead, Task<Void, Never>)
    /// Refused while its body still comes: a client that sends first and reads then must be let finish.
    case discarding
  }

  private let responder: EdgeServer.Responder
  private let executor: LoopExecutor
  /// Succeeds when the connection is closed and nothing works for it any more.
  private let ended: EventLoopPromise<Void>
  private var state = State.idle
  /// What came after the request that is being answered.
  private var kept: CircularBuffer<HTTPServerRequestPart> = []
  private var isReadKept = false
  private var isInputClosed = false
  private var isActive = true

  init(on loop: any EventLoop, ended: EventLoopPromise<Void>, responder: @escaping EdgeServer.Responder) {
    self.responder = responder
    self.ended = ended
    executor = LoopExecutor(loop)
  }

  func read(context: ChannelHandlerContext) {
    // Reading stops when more than the request that is answered has come, and not before: each change of what the system is
    // to watch costs a call of it.
    if kept.isEmpty { context.read() } else { isReadKept = true }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if case .answering = state { kept.append(part) } else { take(part, context) }
  }

  private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    switch part {
    case .head(let head): begin(head, context)
    case .body(let part):
      guard case .reading(let head, var body) = state else { return }
      // Else the body would be shared with the state, and each part would copy it.
      state = .idle
      guard body.count + part.readableBytes <= EdgeServer.largestBody else { return refuse(context) }
      body.append(contentsOf: part.readableBytesView)
      state = .reading(head, body: body)
    case .end:
      switch state {
      case .reading(let head, let body): answer(head, body, context)
      case .discarding: context.close(promise: nil)
      case .idle, .answering: break
      }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event {
      isInputClosed = true
      switch state {
      // The client left while its request waits: a long poll that nobody reads must not take messages.
      case .answering(_, let task): if kept.isEmpty { task.cancel() }
      // What is still to be written is written before.
      case .idle: context.close(mode: .output, promise: nil)
      case .reading, .discarding: context.close(promise: nil)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    isActive = false
    if case .answering(_, let task) = state { task.cancel() } else { ended.succeed() }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch state {
    case .idle, .reading:
      if error is HTTPParserError || error is NIOHTTPDecoderError {
        return write(WireResponse(status: 400), isLast: true, context)
      }
    case .answering, .discarding: break
    }
    context.close(promise: nil)
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard length <= EdgeServer.largestBody else { return refuse(context) }
    // RFC 9110, section 10.1.1: without an answer to it boto3's and curl's large bodies wait a second.
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }
    state = .reading(head, body: [])
  }

  private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
    let request = WireRequest(head, body: body)
    let bound = NIOLoopBound((connection: self, context: context), eventLoop: context.eventLoop)
    let (responder, executor) = (responder, executor)
    let task = Task(executorPreference: executor) {
      let response = await LoopExecutor.$current.withValue(executor) { await responder(request) }
      // The task is on the event loop.
      bound.value.connection.finish(response, bound.value.context)
    }
    state = .answering(head, task)
  }

  private func finish(_ response: WireResponse, _ context: ChannelHandlerContext) {
    guard case .answering(let head, _) = state else { return }
    state = .idle
    guard isActive else { return ended.succeed() }
    let isLast = !head.isKeepAlive || isInputClosed && kept.isEmpty
    write(response, isLast: isLast, hasBody: head.method != .HEAD, context)
    if isLast { return kept.removeAll() }
    goOn(context)
  }

  /// Takes what was kept back, up to the next request, and reads on.
  private func goOn(_ context: ChannelHandlerContext) {
    while let part = kept.popFirst() {
      take(part, context)
      if case .answering = state { return }
    }
    if isReadKept {
      isReadKept = false
      context.read()
    }
  }

  private func refuse(_ context: ChannelHandlerContext) {
    state = .discarding
    write(WireResponse(status: 413, headers: [("connection", "close")]), isLast: false, context)
  }

  /// Writes an answer.
  ///
  /// - Parameters:
  ///   - isLast: whether the connection is closed after it.
  ///   - hasBody: false for what answers `HEAD`.
  private func write(
    _ response: WireResponse, isLast: Bool, hasBody: Bool = true, _ context: ChannelHandlerContext
  ) {
    let bytes = wrapOutboundOut(response.bytes(isLast: isLast, hasBody: hasBody))
    if isLast {
      let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
      context.writeAndFlush(bytes).whenComplete { _ in bound.value.close(promise: nil) }
    } else {
      context.writeAndFlush(bytes, promise: nil)
    }
  }
}

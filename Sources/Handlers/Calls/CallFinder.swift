import Source
import Spec

/// Looks through the code that a handler reaches for calls of AWS.
struct CallFinder {
  let program: HandlerProgram
  private(set) var calls: [SDKCall] = []
  private(set) var gaps: [HandlerCalls.Gap] = []
  /// What names mean, as they are asked for; what is being worked out means nothing yet.
  var meanings: [NameKey: Meaning] = [:]
  /// Whether what is evaluated stands in code that runs, so that its calls count.
  var isRecording = false
  private var seen: Set<Span> = []
  /// Services of which the program makes clients with credentials of their own.
  private var foreign: Set<String> = []

  /// A name in a file.
  struct NameKey: Hashable {
    let file: Int
    let unit: Int
    let name: String
  }

  init(_ program: HandlerProgram) { self.program = program }

  /// Looks through some units of each file.
  mutating func search(_ units: [Set<Int>]) {
    for (file, source) in program.files.enumerated() {
      let outline = source.outline
      for index in 0..<outline.list.count where units[file].contains(outline.unitOfToken[index]) {
        guard !outline.silent[index], begins(index, outline.list) else { continue }
        isRecording = true
        let result = evaluate(at: index, in: file)
        isRecording = false
        noteEscape(result.meaning, from: index, to: result.end, in: file)
      }
    }
    // A command does not say which client sends it.
    calls = calls.map { foreign.contains($0.prefix) ? $0.withoutOwner : $0 }
  }

  /// Whether an expression begins at a token.
  private func begins(_ index: Int, _ list: TokenList) -> Bool {
    guard !list.isSymbol(".", at: index - 1), !list.isSymbol("?.", at: index - 1) else { return false }
    if list.word(index) != nil { return !list.isWord("new", at: index) && !list.isWord("await", at: index) }
    return list.isSymbol("(", at: index) && list.isSymbol(".", at: list.next(index))
  }

  /// Notes a call.
  mutating func note(
    _ method: String, _ name: String, of holder: Meaning.Holder, _ given: GivenArguments, at token: Int, in file: Int
  ) {
    guard isRecording, let operation = SDKOperation.named(name, of: holder.prefix) else { return }
    let span = span(token, in: file)
    guard seen.insert(span).inserted else { return }
    var arguments = holder.arguments
    arguments.merge(given.arguments.filter { Self.isParameter($0.key, of: holder.prefix) }) { _, given in given }
    if given.isOpen { arguments["*"] = .unknown }
    calls.append(
      SDKCall(
        span: span, written: method, prefix: holder.prefix, operation: operation, arguments: arguments,
        isOwn: holder.isOwn))
  }

  /// Whether what is given is an argument, or the part of one that names a resource.
  private static func isParameter(_ name: String, of prefix: String) -> Bool {
    !name.contains(".") || SDKParameter.all.contains { $0.prefix == prefix && $0.name == name }
  }

  /// Notes that a call may be missing.
  mutating func noteGap(_ reason: HandlerCalls.Reason, at token: Int, in file: Int) {
    guard isRecording else { return }
    gaps.append(.init(span: span(token, in: file), reason: reason))
  }

  /// Notes that a service is called with other credentials.
  mutating func noteForeign(_ prefix: String) { foreign.insert(prefix) }

  func span(_ token: Int, in file: Int) -> Span {
    let source = program.files[file]
    guard let token = source.outline.list[token] else { return Span(source.id, 0, 0) }
    return Span(source.id, token.start, token.end)
  }

  /// A client that is handed on may be called where nobody looks.
  private mutating func noteEscape(_ meaning: Meaning, from start: Int, to end: Int, in file: Int) {
    let list = program.files[file].outline.list
    switch meaning {
    case .holder, .session: break
    default: return
    }
    guard let next = list[end], next.kind == .symbol, [",", ")", "]", "}"].contains(next.text) else { return }
    let open = list.enclosing[start]
    guard open >= 0 else { return }
    if list.isSymbol("(", at: open), list[open - 1]?.kind != .word { return }
    var bracket = open
    if list.isSymbol("{", at: bracket) { bracket = list.enclosing[bracket] }
    if bracket > 0, let callee = list.word(bracket - 1),
      callee == "from" || callee == "Upload" || callee == "getSignedUrl" || callee.hasPrefix("paginate")
        || callee.hasPrefix("waitUntil")
    {
      return
    }
    // A body in braces hands nothing on.
    if bracket < 0, list.isSymbol("}", at: end) { return }
    isRecording = true
    noteGap(.clientEscapes, at: start, in: file)
    isRecording = false
  }
}

extension SDKCall {
  /// The call, made with other credentials.
  fileprivate var withoutOwner: SDKCall {
    SDKCall(
      span: span, written: written, prefix: prefix, operation: operation, arguments: arguments, isOwn: false)
  }
}

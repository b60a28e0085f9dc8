import Spec

extension CallFinder {
  /// A member of something.
  mutating func member(_ name: String, of meaning: Meaning, at token: Int, in file: Int, depth: Int) -> Meaning {
    switch meaning {
    case .library(let path): return library(name, of: path)
    case .environment: return program.language == .javascript ? .variable(name) : .library("environ.\(name)")
    case .file(let file): return exported(name, by: file, depth: depth + 1)
    case .session(let isOwn): return .library("session\(isOwn ? "" : "!").\(name)")
    case .holder(let holder): return member(name, of: holder, at: token, in: file)
    case .pager(let holder, let operation): return name == "paginate" ? .pager(holder, operation: operation) : .nothing
    case .function, .text, .variable, .nothing: return .unknown
    case .unknown:
      let list = program.files[file].outline.list
      guard
        list.isWord("self", at: token - 2) || list.isWord("this", at: token - 2) || list.isWord("cls", at: token - 2)
      else { return .unknown }
      return attribute(name, in: file, depth: depth)
    }
  }

  /// An attribute of `self` or `this`, wherever the file assigns it.
  private mutating func attribute(_ name: String, in file: Int, depth: Int) -> Meaning {
    let outline = program.files[file].outline
    let key = NameKey(file: file, unit: -1, name: name)
    if let known = meanings[key] { return known }
    meanings[key] = .unknown
    let wasRecording = isRecording
    isRecording = false
    let own = outline.attributes[name].map { $0.map { Int?.some($0) } }
    let values = own ?? outline.assignments[.init(unit: 0, name: name)] ?? []
    let found = values.isEmpty ? .unknown : agreed(values, in: file, depth: depth + 1)
    isRecording = wasRecording
    meanings[key] = found
    return found
  }

  /// A member of a client: its collections; what it calls stands for itself until it is called.
  private mutating func member(_ name: String, of holder: Meaning.Holder, at token: Int, in file: Int) -> Meaning {
    let list = program.files[file].outline.list
    if list.isSymbol("(", at: token + 1) || list.isSymbol("?.", at: token + 1) { return .holder(holder) }
    if let method = SDKMethod.named(name, of: holder.kind), let made = method.makes {
      return .holder(.init(kind: made, prefix: method.prefix, arguments: holder.arguments, isOwn: holder.isOwn))
    }
    // `send = client.send_message`
    if SDKOperation.named(name.unfolded, of: holder.prefix) != nil { noteGap(.unknownCall(name), at: token, in: file) }
    return .unknown
  }

  /// A call of something whose bracket opens at a token.
  mutating func call(_ meaning: Meaning, openedAt open: Int, isNew: Bool, in file: Int, depth: Int) -> Meaning {
    switch meaning {
    case .library(let path): return callLibrary(path, openedAt: open, isNew: isNew, in: file, depth: depth)
    case .holder(let holder): return call(holder, openedAt: open, in: file, depth: depth)
    case .pager(let holder, let operation):
      let list = program.files[file].outline.list
      guard list.isWord("paginate", at: open - 1) else { return .unknown }
      note("paginate", operation, of: holder, given(open, in: file, depth: depth), at: open - 1, in: file)
      return .unknown
    case .function(let place, let unit):
      let results = program.files[place].outline.units[unit].results
      return results.count == 1 ? evaluateSilently(results[0], in: place, depth: depth + 1) : .unknown
    case .unknown, .nothing, .text, .environment, .variable, .file, .session: return .unknown
    }
  }

  private mutating func evaluateSilently(_ start: Int, in file: Int, depth: Int) -> Meaning {
    let wasRecording = isRecording
    isRecording = false
    defer { isRecording = wasRecording }
    return evaluate(at: start, in: file, depth: depth).meaning
  }

  /// A method of a client or of something like it.
  private mutating func call(_ holder: Meaning.Holder, openedAt open: Int, in file: Int, depth: Int) -> Meaning {
    let list = program.files[file].outline.list
    let token = open - 1
    guard let name = list.word(token), list.isSymbol(".", at: token - 1) || list.isSymbol("?.", at: token - 1) else {
      return .unknown
    }
    var given = given(open, in: file, depth: depth)
    if let method = SDKMethod.named(name, of: holder.kind) {
      given.place(method.parameters)
      if let operation = method.operation { note(name, operation, of: holder, given, at: token, in: file) }
      guard let made = method.makes else { return .unknown }
      var inner = Meaning.Holder(kind: made, prefix: method.prefix, arguments: holder.arguments, isOwn: holder.isOwn)
      for (_, parameter) in method.parameters {
        inner.arguments[parameter] = given.names[parameter]?.argument ?? .unknown
      }
      return .holder(inner)
    }
    switch name {
    case "get_paginator", "get_waiter":
      guard case .text(let operation)? = given.positions.first ?? given.names["operation_name"] else { break }
      return name == "get_waiter" ? .nothing : .pager(holder, operation: operation.unfolded)
    case "generate_presigned_url":
      guard case .text(let operation)? = given.positions.first ?? given.names["ClientMethod"] else { break }
      note(name, operation.unfolded, of: holder, given.members(of: ["Params", "1"]), at: token, in: file)
      return .unknown
    case "generate_presigned_post":
      note(name, "PutObject", of: holder, given, at: token, in: file)
      return .unknown
    case _ where Self.harmless.contains(name): return .nothing
    default: break
    }
    if holder.isClient, holder.kind != Self.documentClient, SDKOperation.named(name.unfolded, of: holder.prefix) != nil
    {
      note(name, name.unfolded, of: holder, given, at: token, in: file)
    } else {
      noteGap(.unknownCall(name), at: token, in: file)
    }
    return .unknown
  }

  static let documentClient = "lib-dynamodb.client"

  /// Methods of clients that call nothing by themselves.
  private static let harmless: Set<String> = ["can_paginate", "close", "destroy", "send", "from"]
}

extension CallFinder {
  /// A call of something that a module elsewhere gives.
  private mutating func callLibrary(
    _ path: String, openedAt open: Int, isNew: Bool, in file: Int, depth: Int
  ) -> Meaning {
    switch path {
    case "require":
      guard let module = program.files[file].outline.list[open + 1], module.kind == .text else { return .unknown }
      return program.files[file].modules[module.text].map { .file($0) } ?? .library(module.text)
    case "os.getenv", "environ.get":
      guard case .text(let name)? = given(open, in: file, depth: depth).positions.first else { return .unknown }
      return .variable(name)
    case "boto3.Session", "boto3.session.Session": return .session(isOwn: isOwn(given(open, in: file, depth: depth)))
    case "boto3.client", "session.client", "session!.client", "boto3.resource", "session.resource", "session!.resource":
      return boto(path, given(open, in: file, depth: depth))
    case let path where path.hasPrefix("@aws-sdk/"):
      return sdk(path, openedAt: open, isNew: isNew, in: file, depth: depth)
    default: return .unknown
    }
  }

  /// A client or resource of Boto3.
  private mutating func boto(_ path: String, _ given: GivenArguments) -> Meaning {
    guard case .text(let name)? = given.positions.first ?? given.names["service_name"],
      let service = SDKService.named(name, in: .python)
    else { return .unknown }
    var holder = Meaning.Holder(
      kind: path.hasSuffix("client") ? "\(service.prefix).client" : "\(service.prefix).resource", prefix: service.prefix
    )
    holder.isOwn = !path.hasPrefix("session!") && isOwn(given)
    return .holder(holder)
  }

  /// Whether what is made has the function's own credentials and region.
  private func isOwn(_ given: GivenArguments) -> Bool {
    let others = [
      "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "profile_name", "botocore_session",
      "credentials",
    ]
    guard !given.isOpen, others.allSatisfy({ given.names[$0] == nil }) else { return false }
    for name in ["region_name", "region"] {
      if case .text? = given.names[name] { return false }
    }
    return true
  }

  /// Something of the AWS SDK for JavaScript: a client, a command, a paginator.
  private mutating func sdk(
    _ path: String, openedAt open: Int, isNew: Bool, in file: Int, depth: Int
  ) -> Meaning {
    let parts = path.dropFirst("@aws-sdk/".count).split(separator: "#", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return .unknown }
    // `DynamoDBDocumentClient.from`
    let name = String(parts[1].prefix { $0 != "." })
    let token = open - 1
    if let method = SDKMethod.named(name, of: parts[0]) {
      if let made = method.makes { return .holder(.init(kind: made, prefix: method.prefix)) }
      guard let operation = method.operation else { return .unknown }
      let holder = Meaning.Holder(kind: "\(method.prefix).client", prefix: method.prefix)
      note(
        name, operation, of: holder, given(open, in: file, depth: depth, skipping: name.hasPrefix("paginate")),
        at: token, in: file)
      return .unknown
    }
    guard let service = SDKService.named(parts[0], in: .javascript) else {
      if parts[0].hasPrefix("client-") { noteGap(.unknownCall(name), at: token, in: file) }
      return .unknown
    }
    var holder = Meaning.Holder(kind: "\(service.prefix).client", prefix: service.prefix)
    if name.hasSuffix("Command") {
      let operation = String(name.dropLast("Command".count))
      if SDKOperation.named(operation, of: service.prefix) == nil { noteGap(.unknownCall(name), at: token, in: file) }
      note(name, operation, of: holder, given(open, in: file, depth: depth), at: token, in: file)
      return .unknown
    }
    if name.hasPrefix("paginate") {
      let operation = String(name.dropFirst("paginate".count))
      note(name, operation, of: holder, given(open, in: file, depth: depth, skipping: true), at: token, in: file)
      return .unknown
    }
    guard isNew else { return .unknown }
    holder.isOwn = isOwn(given(open, in: file, depth: depth))
    if !holder.isOwn { noteForeign(service.prefix) }
    return .holder(holder)
  }

  // MARK: Arguments

  /// What a call is given; in JavaScript by its first object, or its second.
  private mutating func given(_ open: Int, in file: Int, depth: Int, skipping first: Bool = false) -> GivenArguments {
    let wasRecording = isRecording
    isRecording = false
    defer { isRecording = wasRecording }
    let list = program.files[file].outline.list
    var given = GivenArguments()
    for part in list.parts(ofBracketAt: open).dropFirst(first ? 1 : 0) {
      let start = part.lowerBound
      if list.isSymbol("{", at: start), program.language == .javascript {
        if given.names.isEmpty { object(start, in: file, depth: depth, into: &given) }
        given.positions.append(.unknown)
      } else if list.isSymbol("*", at: start) || list.isSymbol("**", at: start) || list.isSymbol("...", at: start) {
        given.isOpen = true
      } else if let name = list.word(start), list.isSymbol("=", at: start + 1) {
        given.names[name] = value(part.dropFirst(2), in: file, depth: depth)
        members(of: name, part.dropFirst(2), in: file, depth: depth, into: &given)
      } else {
        if program.language == .javascript, given.positions.isEmpty { given.isOpen = true }
        members(of: String(given.positions.count), part, in: file, depth: depth, into: &given)
        given.positions.append(value(part, in: file, depth: depth))
      }
    }
    return given
  }

  /// The members of an object; those of `params` count as its own.
  private mutating func object(_ open: Int, in file: Int, depth: Int, into given: inout GivenArguments) {
    guard depth < 8 else { return }
    let list = program.files[file].outline.list
    for part in list.parts(ofBracketAt: open) {
      let start = part.lowerBound
      let name = list.word(start) ?? (list[start]?.kind == .text ? list[start]?.text : nil)
      guard let name else {
        given.isOpen = true
        continue
      }
      if name == "params", list.isSymbol("{", at: start + 2) {
        object(start + 2, in: file, depth: depth + 1, into: &given)
      } else if list.isSymbol(":", at: start + 1) {
        given.names[name] = value(part.dropFirst(2), in: file, depth: depth)
        members(of: name, part.dropFirst(2), in: file, depth: depth, into: &given)
      } else {
        given.names[name] = value(part.prefix(1), in: file, depth: depth)
      }
    }
  }

  /// What an argument means, if it is one expression.
  mutating func value(_ part: Range<Int>, in file: Int, depth: Int) -> Meaning {
    guard let start = part.first else { return .unknown }
    let list = program.files[file].outline.list
    let (meaning, end) = evaluate(at: start, in: file, depth: depth + 1)
    // `value as string`, `value or "default"`
    return end >= part.upperBound || ["as", "or", "||", "??"].contains(list[end]?.text ?? "") ? meaning : .unknown
  }
}

extension String {
  /// An operation as Boto3 writes it, as AWS does but for case: `list_objects_v2`.
  fileprivate var unfolded: String { String(filter { $0 != "_" }) }
}

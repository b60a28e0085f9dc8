import Frontends
import Source
import Template

extension EntryDraft {
  // MARK: Roles

  mutating func sayRoleEntry() {
    say("trusts", "AssumeRolePolicyDocument") { [self] in trusts($0) }
    guard let policies = peek("Policies")?.list, !policies.isEmpty else { return }
    var named = ValueMap()
    var own: ValueMap?
    let usualName = EntryDraft.stem(of: resource.logicalID, kind.suffix)
    for (index, policy) in policies.enumerated() {
      guard policy.map?.entries.count == 2, let name = policy["PolicyName"]?.string,
        let keys = policy["PolicyDocument"].flatMap(statements), named[name] == nil
      else { return }
      if index == 0, name == usualName {
        own = keys
      } else {
        named.set(name, at: policy.span, Value(.map(keys), policy.span))
      }
    }
    _ = take("Policies")
    for entry in own?.entries ?? [] { put(entry.key, entry.value) }
    if !named.isEmpty { put("policies", Value(.map(named), resource.span)) }
  }

  /// Who may assume it, if that is all that the document says.
  private func trusts(_ document: Value) -> Value? {
    guard document["Version"]?.string == "2012-10-17", document.map?.entries.count == 2,
      let statements = document["Statement"]?.listOrSelf, statements.count == 1, let statement = statements.first,
      statement.map?.entries.count == 3, statement["Effect"]?.string == "Allow",
      statement["Action"]?.onlyText == "sts:AssumeRole", let principals = statement["Principal"]?.map
    else { return nil }
    var items: [Value] = []
    for principal in principals.entries {
      guard principal.key == "Service" || principal.key == "AWS" else { return nil }
      items += principal.value.listOrSelf.map(words.paths.stackValue)
    }
    return items.count == 1 && items[0].list == nil ? items[0] : .list(items, document.span)
  }

  /// `allow:` and `deny:`, if they say all of a policy.
  private func statements(_ document: Value) -> ValueMap? {
    guard document["Version"]?.string == "2012-10-17", document.map?.entries.count == 2,
      let statements = document["Statement"]?.listOrSelf
    else { return nil }
    var keys: [String: [Value]] = [:]
    for statement in statements {
      guard let effect = statement["Effect"]?.string, effect == "Allow" || effect == "Deny",
        let line = words.line(statement, ("actions", "on", "when"))
      else { return nil }
      // The one says all that is allowed, and then the other: their order is no matter to IAM.
      keys[effect == "Allow" ? "allow" : "deny", default: []].append(line)
    }
    var map = ValueMap()
    for key in ["allow", "deny"] {
      guard let lines = keys[key] else { continue }
      map.set(key, at: document.span, lines.count == 1 ? lines[0] : .list(lines, document.span))
    }
    return map
  }

  // MARK: State machines

  mutating func sayStateMachine() {
    say("definition", "Definition") { [self] value in
      value.map == nil ? nil : words.paths.stackValue(value).namingTasks(words)
    }
    say("tracing", "TracingConfiguration") { [self] value in
      value.map?.entries.count == 1 ? value["Enabled"].flatMap { words.word($0, .boolean) } : nil
    }
    sayMachineLogging()
    if let role = peek("RoleArn") {
      if follows(role) { _ = take("RoleArn") } else { say("role", "RoleArn") { [self] in words.reference($0) } }
    }
  }

  private mutating func sayMachineLogging() {
    guard let configuration = peek("LoggingConfiguration"), let shape = shape.key("logging")?.type.objectShape,
      let level = configuration["Level"], let type = shape.key("level")?.type, let word = words.word(level, type)
    else { return }
    var keys = ValueMap([.init("level", at: level.span, word)])
    if let data = configuration["IncludeExecutionData"] {
      keys.set("includeData", at: data.span, words.word(data, .boolean) ?? data)
    }
    let destination = configuration["Destinations"]?.list?.first?["CloudWatchLogsLogGroup"]?["LogGroupArn"]?.firstTarget
    guard let group = destination.flatMap({ template.template[$0] }), template.mayFollow(group, choices) else { return }
    if let days = group["RetentionInDays"], days.integer != 30 {
      keys.set("retention", at: days.span, words.word(days, .duration(.days)) ?? days)
    }
    _ = take("LoggingConfiguration")
    put("logging", KeyWords.shortened(keys, shape, at: configuration.span))
  }
}

extension Value {
  /// The text of a value that is one text, alone or in a list.
  fileprivate var onlyText: String? { listOrSelf.count == 1 ? listOrSelf[0].string : nil }

  /// A definition in which tasks name functions by path.
  fileprivate func namingTasks(_ words: KeyWords) -> Value {
    switch kind {
    case .list(let items): return .list(items.map { $0.namingTasks(words) }, span)
    case .map(let map):
      let isTask = map["Type"]?.string == "Task"
      return Value(
        .map(
          ValueMap(
            map.entries.map { entry in
              if isTask, entry.key == "Resource", let text = entry.value.string, text.hasPrefix("${functions."),
                text.hasSuffix(".arn}")
              {
                let path = text.dropFirst(2).dropLast(".arn}".count)
                return ValueMap.Entry(entry.key, at: entry.keySpan, .string(String(path), entry.value.span))
              }
              return ValueMap.Entry(entry.key, at: entry.keySpan, entry.value.namingTasks(words))
            })), span)
    case .null, .bool, .number, .string, .intrinsic: return self
    }
  }
}

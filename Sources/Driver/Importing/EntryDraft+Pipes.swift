import Frontends
import Source
import Template

extension EntryDraft {
  /// A pipe with its ends; what their keys do not say stays with the parameters that CloudFormation has.
  mutating func sayPipe() {
    guard let source = peek("Source"), let from = pipeSource(source), let target = peek("Target"),
      let to = words.reference(target)
    else { return }
    if let role = peek("RoleArn") {
      if follows(role) {
        _ = take("RoleArn")
      } else if let path = words.reference(role) {
        _ = take("RoleArn")
        put("role", path)
      }
    }
    if let state = peek("DesiredState")?.string, state == "STOPPED" || state == "RUNNING" {
      _ = take("DesiredState")
      put("enabled", .bool(state == "RUNNING", resource.span))
    }
    sayPipeSource(from, at: source.span)
    sayPipeEnrichment()
    sayPipeTarget(to, at: target.span)
  }

  /// The queue, the stream or the table whose stream it is, as a path.
  private func pipeSource(_ source: Value) -> Value? {
    let path = words.reference(source)
    if let text = path?.string, text.hasPrefix("queues.") || text.hasPrefix("streams.") { return path }
    guard let call = source.intrinsic, call.function == .getAtt, let id = call.argument(0)?.string,
      call.argument(1)?.string == "StreamArn", let table = words.paths.entries[id], table.hasPrefix("tables.")
    else { return nil }
    return .string(table, source.span)
  }

  private mutating func sayPipeSource(_ path: Value, at span: Span) {
    guard let shape = shape.key("from")?.type.objectShape else { return }
    _ = take("Source")
    var keys = ValueMap([.init("source", at: span, path)])
    if var parameters = peek("SourceParameters")?.map {
      var filters: Value?
      if let criteria = parameters["FilterCriteria"]?.map, criteria.entries.count == 1,
        let list = criteria["Filters"]?.list
      {
        let patterns = list.compactMap { item in
          item.map?.entries.count == 1 ? item["Pattern"]?.parsedJSON.map(words.paths.stackValue) : nil
        }
        if patterns.count == list.count, patterns.allSatisfy({ $0.map != nil }) {
          filters = patterns.count == 1 ? patterns[0] : .list(patterns, span)
        }
      }
      if filters != nil { parameters.entries.removeAll { $0.key == "FilterCriteria" } }
      let member = parameters.entries.first
      let isOwn = member.map { PipeParameters.sources.values.contains($0.key) } ?? true
      var (said, rest) = words.members(member?.value.map ?? ValueMap(), shape)
      if let letters = rest["DeadLetterConfig"], letters.map?.entries.count == 1,
        let queue = letters["Arn"].flatMap(words.reference)
      {
        said.set("deadLetter", at: span, queue)
        rest.entries.removeAll { $0.key == "DeadLetterConfig" }
      }
      if parameters.entries.count <= 1, isOwn, rest.isEmpty {
        _ = take("SourceParameters")
        keys.entries += said.entries
        put("filter", filters)
      }
    }
    keys.sort(by: shape)
    put("from", KeyWords.shortened(keys, shape, at: span))
  }

  private mutating func sayPipeEnrichment() {
    guard let enrichment = peek("Enrichment"), let path = words.reference(enrichment),
      let shape = shape.key("enrich")?.type.objectShape
    else { return }
    _ = take("Enrichment")
    var keys = ValueMap([.init("target", at: enrichment.span, path)])
    if let parameters = peek("EnrichmentParameters")?.map {
      let (said, rest) = pipeMembers(parameters, shape)
      if rest.isEmpty {
        _ = take("EnrichmentParameters")
        keys.entries += said.entries
      }
    }
    keys.sort(by: shape)
    put("enrich", KeyWords.shortened(keys, shape, at: enrichment.span))
  }

  private mutating func sayPipeTarget(_ path: Value, at span: Span) {
    guard let shape = shape.key("to")?.type.objectShape else { return }
    _ = take("Target")
    var keys = ValueMap([.init("target", at: span, path)])
    if let parameters = peek("TargetParameters")?.map {
      var (said, rest) = pipeMembers(parameters, shape)
      for row in PipeParameters.targets {
        guard let value = rest[row.member]?[row.property], let word = words.word(value, .text) else { continue }
        said.set(row.key, at: span, word)
        rest.remove(row.property, of: row.member)
      }
      for member in ["StepFunctionStateMachineParameters", "LambdaFunctionParameters"] {
        guard let value = rest[member]?["InvocationType"], let type = shape.key("invocation")?.type,
          let word = words.word(value, type)
        else { continue }
        said.set("invocation", at: span, word)
        rest.remove("InvocationType", of: member)
      }
      if rest.isEmpty {
        _ = take("TargetParameters")
        keys.entries += said.entries
      }
    }
    keys.sort(by: shape)
    put("to", KeyWords.shortened(keys, shape, at: span))
  }

  /// The members that keys say, among them the input template, and the rest.
  private func pipeMembers(_ parameters: ValueMap, _ shape: ObjectShape) -> (keys: ValueMap, rest: ValueMap) {
    var (said, rest) = words.members(parameters, shape)
    if let input = rest["InputTemplate"], let word = words.word(input, .text) {
      said.set("input", at: input.span, word)
      rest.entries.removeAll { $0.key == "InputTemplate" }
    }
    return (said, rest)
  }
}

extension ValueMap {
  /// Takes a member out of an object that is itself a member, and that with its last one.
  fileprivate mutating func remove(_ member: String, of object: String) {
    guard let index = entries.firstIndex(where: { $0.key == object }), var inner = entries[index].value.map else {
      return
    }
    inner.entries.removeAll { $0.key == member }
    if inner.isEmpty {
      entries.remove(at: index)
    } else {
      entries[index].value = Value(.map(inner), entries[index].value.span)
    }
  }
}

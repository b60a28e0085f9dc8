import Diagnostics
import Source
import Template

/// `Fn::ForEach`, which writes a part of a template out for each member of a collection ("Fn::ForEach", AWS CloudFormation
/// Template Reference).
struct ForEachLoop {
  /// How its key begins; the loop's name follows.
  static let prefix = "Fn::ForEach::"
  /// A template has at most 500 resources of a few dozen values; loops in loops could write out any number.
  private static let mostValues = 200_000
  /// CloudFormation takes five loops in each other; values in a template are not nested much deeper.
  private static let deepest = 128

  /// What is known of parameters and mappings.
  let resolver: Resolver
  private(set) var findings = Findings()
  /// Loops whose collection is known at deployment alone.
  private(set) var unknown: [Name] = []
  /// What collections refer to: no reference is left of it.
  private(set) var namesUsed: Set<String> = []
  private var values = 0

  init(_ template: StackTemplate) { resolver = Resolver(template) }

  /// A value with its loops written out.
  mutating func writtenOut(_ value: Value, depth: Int = 0) -> Value {
    values += 1
    guard depth < Self.deepest, values < Self.mostValues else { return value }
    switch value.kind {
    case .null, .bool, .number, .string: return value
    case .list(let items): return Value(.list(items.map { writtenOut($0, depth: depth + 1) }), value.span)
    case .map(let map):
      var result = ValueMap()
      for entry in map.entries {
        for made in entries(entry, depth: depth + 1) { result.entries.append(made) }
      }
      return Value(.map(result), value.span)
    case .intrinsic(let call): return .call(call.function, writtenOut(call.argument, depth: depth + 1), value.span)
    }
  }

  /// What stands in the place of one member: itself, or what its loop makes.
  private mutating func entries(_ entry: ValueMap.Entry, depth: Int) -> [ValueMap.Entry] {
    guard entry.key.hasPrefix(Self.prefix) else {
      return [.init(entry.key, at: entry.keySpan, writtenOut(entry.value, depth: depth))]
    }
    guard let parts = entry.value.list, parts.count == 3, let name = parts[0].string, let body = parts[2].map else {
      findings.report(
        Diagnostic(
          .wrongArgument, "`Fn::ForEach` takes a list of a name, a collection and a map", at: entry.keySpan))
      return []
    }
    parts[1].forEachName { namesUsed.insert($0) }
    guard let members = members(parts[1]) else {
      unknown.append(Name(entry.key, entry.keySpan))
      return []
    }
    var made: [ValueMap.Entry] = []
    for member in members {
      for part in body.entries where values < Self.mostValues {
        let value = part.value.replacingLoopName(name, with: member)
        made += entries(
          .init(part.key.replacingLoopName(name, with: member), at: part.keySpan, value), depth: depth + 1)
      }
    }
    return made
  }

  /// The members of a collection, if they are known.
  private func members(_ collection: Value) -> [String]? {
    guard let items = resolver.resolve(collection).items else { return nil }
    var members: [String] = []
    for item in items {
      guard let text = item.text?.literal else { return nil }
      members.append(text)
    }
    return members
  }
}

extension Value {
  /// The value with a loop's identifier replaced by a member of its collection.
  fileprivate func replacingLoopName(_ name: String, with member: String) -> Value {
    switch kind {
    case .null, .bool, .number: return self
    case .string(let text): return Value(.string(text.replacingLoopName(name, with: member)), span)
    case .list(let items): return Value(.list(items.map { $0.replacingLoopName(name, with: member) }), span)
    case .map(let map):
      return Value(
        .map(
          ValueMap(
            map.entries.map {
              .init(
                $0.key.replacingLoopName(name, with: member), at: $0.keySpan,
                $0.value.replacingLoopName(name, with: member))
            })), span)
    case .intrinsic(let call):
      if call.function == .ref, call.argument.string == name { return .string(member, span) }
      let argument = call.argument.replacingLoopName(name, with: member)
      // A text in which nothing is left to put in is a text: other functions take it as a name.
      if call.function == .sub, let text = argument.string, text != call.argument.string, !text.holds("${") {
        return .string(text, span)
      }
      return .call(call.function, argument, span)
    }
  }
}

extension String {
  /// The text with `${Name}` replaced by a member, and `&{Name}` by its letters and digits.
  fileprivate func replacingLoopName(_ name: String, with member: String) -> String {
    guard utf8.contains(UInt8(ascii: "{")) else { return self }
    let plain = String(member.unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
    return replacing("${\(name)}", with: member).replacing("&{\(name)}", with: plain)
  }
}

extension TemplateReading {
  /// The entries with loops written out, where the template's transforms ask for that.
  mutating func writingOut(_ map: ValueMap) -> [ValueMap.Entry] {
    guard template.hasLanguageExtensions else {
      guard map.entries.contains(where: { $0.key.hasPrefix(ForEachLoop.prefix) }) else { return map.entries }
      for entry in map.entries where entry.key.hasPrefix(ForEachLoop.prefix) {
        findings.report(
          Diagnostic(
            .unknownFunction, "`Fn::ForEach` needs the transform `\(StackTemplate.languageExtensions)`",
            at: entry.keySpan,
            help: ["add `\(StackTemplate.languageExtensions)` to `Transform`"]))
      }
      return map.entries.filter { !$0.key.hasPrefix(ForEachLoop.prefix) }
    }
    guard let span = map.entries.first?.keySpan else { return [] }
    // A loop writes keys of its own.
    mayHoldTransform = true
    var loop = ForEachLoop(template)
    let written = loop.writtenOut(Value(.map(map), span)).map?.entries ?? []
    findings.append(loop.findings)
    template.unexpanded += loop.unknown
    template.namesUsed.formUnion(loop.namesUsed)
    return written
  }
}

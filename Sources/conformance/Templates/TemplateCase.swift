import Diagnostics
import Driver
import Source
import Spec

/// A template with what cfn-lint says of it.
struct TemplateCase {
  /// One finding of cfn-lint's.
  struct Expected {
    let rule: String
    let level: String
    let message: String
    /// The way to the place without the names of functions: `!Ref x` and `{Ref: x}` are one place.
    let path: [String]
    /// From 1.
    let line: Int
    /// Whether it is about what this project covers.
    let isInScope: Bool
  }

  let name: String
  let file: String
  let expected: [Expected]
  /// Whether cfn-lint itself failed.
  let hasCrashed: Bool

  init?(_ datum: Datum, findings key: String) {
    guard let name = datum["name"]?.literal, let file = datum["file"]?.literal else { return nil }
    self.name = name
    self.file = file
    hasCrashed = datum[key]?.kind == .null
    expected = (datum[key]?.items ?? []).compactMap { Expected($0) }
  }

  /// Whether cfn-lint finds an error.
  var hasErrors: Bool { expected.contains { $0.level == "error" } }
}

extension TemplateCase.Expected {
  fileprivate init?(_ datum: Datum) {
    guard let rule = datum["rule"]?.literal, let level = datum["level"]?.literal,
      let line = datum["start"]?.items?.first?.text?.literal.flatMap({ Int($0) })
    else { return nil }
    self.rule = rule
    self.level = level
    self.line = line
    message = datum["message"]?.literal ?? ""
    path = Self.withoutFunctions((datum["path"]?.items ?? []).compactMap { $0.text?.literal })
    isInScope = datum["in_scope"].map { $0.kind == .bool(true) } ?? true
  }

  /// A path without the names of functions, and without the numbers of the parts of `Fn::GetAtt`.
  static func withoutFunctions(_ path: [String]) -> [String] {
    var kept: [String] = []
    for (index, element) in path.enumerated() where element != "Ref" && !element.hasPrefix("Fn::") {
      // The parts of `Fn::GetAtt` may be written as one text.
      if index > 0, path[index - 1] == "Fn::GetAtt" { continue }
      kept.append(element)
    }
    return kept
  }

  /// Why AWS no longer does what a finding tells of: cfn-lint goes by tables of a day, and so do we, by those of a later one.
  func reasonOfWithdrawal(on day: CalendarDate) -> String? {
    func quoted(behind word: String) -> String? {
      let parts = message.split(separator: "'", omittingEmptySubsequences: false)
      return parts.count > 2 && parts[0] == word + " " ? String(parts[1]) : nil
    }
    switch rule {
    case "E2533":
      guard let runtime = quoted(behind: "Runtime").flatMap(LambdaRuntime.named), let end = runtime.updateBlockedOn,
        day < end
      else { return nil }
      return "AWS moved the day to \(end)"
    case "E3006":
      guard let type = quoted(behind: "Resource type"), ResourceType.named(type) != nil else { return nil }
      return "CloudFormation has the type now"
    default: return nil
    }
  }

  /// How it is told.
  var text: String { "\(rule) line \(line) \(path.joined(separator: "/")): \(message.prefix(160))" }
}

extension TemplateCase {
  /// One finding of ours.
  struct Found {
    let code: String
    let severity: Severity
    let message: String
    let path: [String]
    let line: Int
    /// Other places that the finding shows: one of ours may be several of cfn-lint's, one for each place.
    var others: [(path: [String], line: Int)] = []

    /// How it is told.
    var text: String { "\(code) line \(line) \(path.joined(separator: "/")): \(message.prefix(160))" }

    /// Whether it stands where a finding of cfn-lint's does.
    func isAt(_ expected: Expected) -> Bool {
      ([(path, line)] + others).contains { path, line in
        line == expected.line || (!path.isEmpty && path == expected.path)
      }
    }

    /// Whether it tells what a finding of cfn-lint's does: at its place or, being the counterpart of its rule
    /// (`Docs/cfn-lint.md`), at a smaller span within. What cfn-lint says of the template as a whole names its resource.
    func tells(_ expected: Expected) -> Bool {
      if isAt(expected) { return true }
      guard Self.counterparts[expected.rule]?.contains(code) == true else { return false }
      // What the transform makes has the id of what it was made of, and more.
      if expected.path.count == 2, path.count > 2, expected.path[1].hasPrefix(path[1]), expected.path[1] != path[1] {
        return true
      }
      // The transform names an event by the ids of its function and its own.
      if expected.path.isEmpty { return path.count > 1 && expected.message.contains("[\(path[1])") }
      return ([path] + others.map(\.path)).contains { $0.starts(with: expected.path) }
    }

    private static let counterparts = Dictionary(
      CfnLintRule.all.map { ($0.id, Set($0.codes)) }, uniquingKeysWith: { $0.union($1) })
  }
}

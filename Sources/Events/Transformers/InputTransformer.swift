public import Diagnostics
public import Source

/// How what a target gets is made from the event (EventBridge User Guide, "Amazon EventBridge input transformation").
public struct InputTransformer: Sendable {
  private let paths: [String: EventPath]
  private let template: InputTemplate

  /// Names that every template can use.
  static let predefined = [
    "aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time", "aws.events.event",
    "aws.events.event.json",
  ]

  /// Reads the value of a target's `InputTransformer` property, and reports what EventBridge refuses in it.
  public init(reading datum: Datum, into findings: inout Findings) {
    let members = datum["InputPathsMap"]?.members ?? []
    var paths: [String: EventPath] = [:]
    for member in members {
      if member.key.utf8.prefix(3).elementsEqual("AWS".utf8) || Self.predefined.contains(member.key) {
        findings.report(.reservedInputName(member.key, at: member.keySpan))
      }
      guard let text = member.value.literal else { continue }
      do throws(EventPath.Fault) {
        paths[member.key] = try EventPath(parsing: text)
      } catch {
        let end = text.utf8.count
        findings.report(
          .malformedInputPath(text, at: member.value.span.part(min(error.offset, end)..<end, of: text)))
      }
    }
    if members.count > DocumentedLimits.inputPaths {
      findings.report(.tooManyInputPaths(members.count, at: members[DocumentedLimits.inputPaths].keySpan))
    }
    self.paths = paths
    let input = datum["InputTemplate"]
    // What is not known is taken for a digit, which may stand both inside and outside a JSON string.
    let text = input?.text?.parts.map { if case .literal(let run) = $0 { run } else { "0" } }.joined() ?? ""
    template = InputTemplate(text)
    guard let input, !text.isEmpty else { return }
    if case .unknown = input.kind { return }
    check(text, Set(members.map(\.key)), at: input.span, into: &findings)
  }

  private func check(_ text: String, _ names: Set<String>, at span: Span, into findings: inout Findings) {
    var reported: Set<String> = []
    for case .placeholder(let name, _, let range) in template.parts
    where !names.contains(name) && !Self.predefined.contains(name) && reported.insert(name).inserted {
      findings.report(
        .unknownPlaceholder(name, among: names.sorted() + Self.predefined, at: span.part(range, of: text)))
    }
    if !template.isJSON { findings.report(.templateNotJSON(at: span)) }
  }
}

extension InputTransformer {
  /// What is known beside the event when a rule calls its target.
  public struct Delivery: Sendable {
    /// The rule's ARN.
    public var ruleARN: String
    /// The rule's name.
    public var ruleName: String
    /// When the event came in: ISO 8601, UTC.
    public var ingestionTime: String

    /// Makes a delivery.
    public init(ruleARN: String, ruleName: String, ingestionTime: String) {
      self.ruleARN = ruleARN
      self.ruleName = ruleName
      self.ingestionTime = ingestionTime
    }
  }

  /// What the target gets. Inside a JSON string a value stands as text, elsewhere as JSON; a path that leads nowhere leaves
  /// nothing.
  public func render(_ event: Datum, _ delivery: Delivery) -> String {
    template.parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let name, let isQuoted, _):
        value(of: name, event, delivery).map { isQuoted ? $0.textInString : $0.json } ?? ""
      }
    }.joined()
  }

  private func value(of name: String, _ event: Datum, _ delivery: Delivery) -> Datum? {
    if let path = paths[name] { return path.value(in: event) }
    switch name {
    case "aws.events.rule-arn": return Datum(.string(PartialText(delivery.ruleARN)), event.span)
    case "aws.events.rule-name": return Datum(.string(PartialText(delivery.ruleName)), event.span)
    case "aws.events.event.ingestion-time":
      return Datum(.string(PartialText(delivery.ingestionTime)), event.span)
    case "aws.events.event":
      return Datum(.map(event.members?.filter { $0.key != "detail" } ?? []), event.span)
    case "aws.events.event.json": return event
    default: return nil
    }
  }
}

extension Datum {
  /// As it stands inside a JSON string: text escaped but without quotes, anything else as JSON, which EventBridge does not
  /// escape.
  fileprivate var textInString: String {
    literal == nil ? json : String(json.dropFirst().dropLast())
  }
}

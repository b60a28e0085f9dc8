import Diagnostics
public import Spec
import Validators

/// What becomes of a documented limit: who holds a stack to it, or why nobody does.
public struct LimitDisposition: Sendable {
  /// Codes of the rules that check it, sorted.
  public let codes: [String]
  /// Whether a local run holds to it.
  public let isEnforced: Bool
  /// Why no rule checks it; nil where one does, or where nobody has decided yet.
  public let excuse: String?

  /// Works it out from the rules, the shapes and the table.
  public init(_ limit: ServiceLimit) {
    let named = Self.codesByLimit[limit.id] ?? []
    codes = Set(named + Checks.shapeRules(holding: limit).map(\.code)).sorted()
    isEnforced = limit.enforcement != nil
    excuse = limit.excuse.map { $0.phrase(limit.excuseDetail) }
  }

  /// Whether nobody holds a stack to it and nobody says why.
  public var isUndecided: Bool { codes.isEmpty && !isEnforced && excuse == nil }

  /// The rules that name a limit, by its id.
  private static let codesByLimit: [String: [String]] = {
    var codes: [String: [String]] = [:]
    for rule in Catalogue.compilerRules { for limit in rule.limits { codes[limit, default: []].append(rule.code) } }
    return codes
  }()

  /// It in words: `checked by STK404`, `enforced by run`, `not checked: …`.
  public var phrase: String {
    var words: [String] = []
    if !codes.isEmpty { words.append("checked by \(codes.joined(separator: ", "))") }
    if isEnforced { words.append("enforced by run") }
    guard words.isEmpty else { return words.joined(separator: ", ") }
    return "not checked: \(excuse ?? "nobody has decided yet")"
  }
}

extension ServiceLimit.Excuse {
  /// The reason in words, with what it rests on.
  fileprivate func phrase(_ detail: String) -> String {
    let rest = detail.isEmpty ? "" : ": \(detail)"
    switch self {
    case .runtime: return "what happens while the stack runs\(rest)"
    case .account: return "it counts what the whole account has\(rest)"
    case .aws: return "only AWS knows what it depends on\(rest)"
    case .default: return detail.isEmpty ? "what holds where nothing is written" : "the default of `\(detail)`"
    case .operation: return "the input of an operation, which no template has\(rest)"
    case .otherRow: return "\(detail) says the same"
    case .schema: return "CloudFormation's schema is narrower, and is checked\(rest)"
    case .describes: return "it forbids nothing\(rest)"
    }
  }
}

/// How many limits are checked, enforced, excused and undecided; one that is checked counts as nothing else.
public struct LimitCounts: Sendable {
  /// Checked by a rule.
  public var checked = 0
  /// Enforced by a local run alone.
  public var enforced = 0
  /// Neither, and said why.
  public var excused = 0
  /// Neither, and nobody says why.
  public var undecided = 0

  /// Counts some limits.
  public init(_ limits: some Sequence<ServiceLimit>) {
    for limit in limits {
      let disposition = LimitDisposition(limit)
      if !disposition.codes.isEmpty {
        checked += 1
      } else if disposition.isEnforced {
        enforced += 1
      } else if disposition.excuse != nil {
        excused += 1
      } else {
        undecided += 1
      }
    }
  }

  /// The counts in one line.
  public var line: String {
    let open = undecided == 0 ? "" : ", \(undecided) undecided"
    return "\(checked + enforced + excused + undecided) limits: \(checked) checked, \(enforced) enforced by run, "
      + "\(excused) not checked\(open)"
  }
}

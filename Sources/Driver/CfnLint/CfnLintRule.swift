/// A rule of cfn-lint's, the linter of AWS's for CloudFormation templates, and what this program has for it.
public struct CfnLintRule: Sendable {
  /// What there is for it.
  public enum Counterpart: Sendable, Equatable {
    /// Rules of this program, by code, that find what it finds.
    case rules([String])
    /// It is about resources that this program does not judge beyond their properties' shapes.
    case elsewhere
    /// It is about cfn-lint itself: its options, its files.
    case itsOwn
    /// Nothing looks for it yet.
    case notYet
  }

  /// Its id: `E3012`.
  public let id: String
  /// What it is about.
  public let title: String
  /// What there is for it.
  public let counterpart: Counterpart

  init(_ id: String, _ title: String, _ codes: [String]) {
    self.init(id, title, .rules(codes))
  }

  init(_ id: String, _ title: String, _ counterpart: Counterpart) {
    self.id = id
    self.title = title
    self.counterpart = counterpart
  }

  /// The codes of this program's rules; none where there are none.
  public var codes: [String] { if case .rules(let codes) = counterpart { codes } else { [] } }

  /// Every rule of cfn-lint 1.51.0, by id.
  public static let all = templateRules + resourceRules + propertyRules + sectionRules + adviceRules
}

extension CfnLintRule {
  /// The page that maps cfn-lint's rules to this program's.
  public static var markdown: String {
    var text = """
      # cfn-lint's rules

      What finds here what [cfn-lint](https://github.com/aws-cloudformation/cfn-lint) (1.51.0) finds, rule by rule. Several of ours may
      share the work of one of its. What its suppressions in a template name (`Metadata: { cfn-lint: { config: { ignore_checks: […] } } }`,
      of the template or of one resource) is left out here, too.

      \(all.filter { !$0.codes.isEmpty }.count) of \(all.count) have a counterpart.

      | rule | about | here |
      |---|---|---|

      """
    for rule in all { text += "| \(rule.id) | \(rule.title) | \(rule.phrase) |\n" }
    text += """

      ## Errors that cfn-lint does not find

      Of what these rules call an error, AWS's documentation says that it is one, and cfn-lint has no rule for it. Each page was read on
      the day that is given, as a stored copy: of guides that AWS keeps at github.com/awsdocs, there.

      | rule | in | what AWS does | page, and what it says | read |
      |---|---|---|---|---|

      """
    for one in CfnLintDifference.all {
      let page = "[\(one.page.title)](\(one.page.address)): \(one.page.gist)"
      text += "| [\(one.code)](rules/\(one.code).md) | \(one.place) | \(one.about) | \(page) | \(one.page.readOn) |\n"
    }
    return text
  }

  private var phrase: String {
    switch counterpart {
    case .rules(let codes): codes.map { "[\($0)](rules/\($0).md)" }.joined(separator: ", ")
    case .elsewhere: "none: of these resources only the properties' shapes are judged"
    case .itsOwn: "none: it is about cfn-lint's own options and files"
    case .notYet: "none yet"
    }
  }
}

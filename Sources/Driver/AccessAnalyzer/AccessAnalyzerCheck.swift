/// A check of a policy document that IAM Access Analyzer makes, and what this program has for it.
///
/// IAM User Guide, "Policy validation check reference". The page shows titles and messages; the names are its titles in the
/// form that the API's issue codes have.
public struct AccessAnalyzerCheck: Sendable {
  /// How it is reported.
  public enum Kind: String, Sendable, CaseIterable {
    case error, warning, security, suggestion
  }

  /// What there is for it.
  public enum Counterpart: Sendable, Equatable {
    /// Rules of this program, by code, that find what it finds.
    case rules([String])
    /// Nothing, and why.
    case none(Reason)
  }

  /// Why there is nothing.
  public enum Reason: String, Sendable {
    case scp = "gone: since September 2025 service control policies take the whole policy language"
    case audience = "it asks the author a question, whatever he wrote"
    case texts = "a condition's values are compared as texts, so `5` beside `\"5\"` changes nothing"
  }

  /// Its name: `PASS_ROLE_WITH_STAR_IN_RESOURCE`.
  public let name: String
  /// How it is reported.
  public let kind: Kind
  /// What there is for it.
  public let counterpart: Counterpart

  init(_ name: String, _ kind: Kind, _ counterpart: Counterpart) {
    self.name = name
    self.kind = kind
    self.counterpart = counterpart
  }

  /// The codes of this program's rules; none where there are none.
  public var codes: [String] { if case .rules(let codes) = counterpart { codes } else { [] } }

  /// Every check of the page.
  public static let all = errors + advice
}

extension AccessAnalyzerCheck {
  /// The page that maps its checks to this program's rules.
  public static var markdown: String {
    var text = """
      # The checks of IAM Access Analyzer

      What finds here what [IAM Access Analyzer](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html)
      finds in a policy document without an account, check by check; \(all.filter { !$0.codes.isEmpty }.count) of \(all.count) have a counterpart.

      | check | reported as | here |
      |---|---|---|

      """
    for check in all { text += "| \(check.name) | \(check.kind.rawValue) | \(check.phrase) |\n" }
    return text
  }

  private var phrase: String {
    switch counterpart {
    case .rules(let codes): codes.map { "[\($0)](rules/\($0).md)" }.joined(separator: ", ")
    case .none(let reason): "none: \(reason.rawValue)"
    }
  }
}

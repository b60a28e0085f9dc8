/// An error of this program's that cfn-lint has no rule for, with the page of AWS that says so.
public struct CfnLintDifference: Sendable {
  /// A page of AWS's documentation, or a file of a repository of AWS's.
  public struct Page: Sendable {
    /// Its title, and the part of it that is meant.
    public let title: String
    /// Where it is.
    public let address: String
    /// What it says of the matter, in our words.
    public let gist: String
    /// The day on which it was read: pages change.
    public let readOn: String
  }

  /// The code of our rule.
  public let code: String
  /// Words of the finding's message without which the page does not speak of it; nil if it speaks of every one.
  public let words: String?
  /// The part of templates that it is found in.
  public let place: String
  /// What AWS does.
  public let about: String
  /// The page that says so.
  public let page: Page

  init(_ code: String, where words: String? = nil, in place: String, _ about: String, _ page: Page) {
    self.code = code
    self.words = words
    self.place = place
    self.about = about
    self.page = page
  }

  /// Whether the page speaks of a finding.
  public func covers(code: String, message: String) -> Bool {
    self.code == code && words.map { message.contains($0) } ?? true
  }

  /// Each of them; of one code the narrower words first.
  public static let all = ofTemplates + ofDeliveries + ofRoles + ofPolicies
}

extension CfnLintDifference.Page {
  /// A page of `docs.aws.amazon.com`; most were read on one day.
  static func aws(_ title: String, _ path: String, says gist: String, readOn day: String = "2026-11-30") -> Self {
    Self(title: title, address: "https://docs.aws.amazon.com/" + path, gist: gist, readOn: day)
  }
}

/// The colours of the formats for people. Whether colour is wanted is for the caller to say.
public enum Palette: Sendable {
  /// No colour: text alone.
  case plain
  /// The 16 colours that every terminal has (ECMA-48, section 8.3.117), as the reader has set them.
  case ansi

  /// What a piece of text is.
  enum Role: Hashable, Sendable {
    /// The word for a severity, and the marks of a fault.
    case severity(Severity)
    /// A message.
    case message
    /// Line numbers, rules and arrows.
    case frame
    /// The marks of a remark.
    case note
    /// `help`.
    case help
    /// A line that a fix adds.
    case added
    /// A line that a fix takes away.
    case removed
  }

  /// The text in the colour of its role.
  func paint(_ text: String, _ role: Role?) -> String {
    guard case .ansi = self, let role, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m"
  }

  private static func code(_ role: Role) -> String {
    switch role {
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.info): "1;36"
    case .message: "1"
    case .frame, .note: "1;34"
    case .help: "1;36"
    case .added: "32"
    case .removed: "31"
    }
  }
}

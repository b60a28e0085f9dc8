/// How a run takes permissions (`--iam`).
public enum IAMMode: String, Sendable, CaseIterable, Codable {
  /// What AWS would deny is denied.
  case strict
  /// What AWS would deny is told, and let through.
  case soft
  /// Nothing is looked at.
  case off
}

import Diagnostics

extension Checks {
  /// Who may assume a role.
  static let trust: [Check] = [.functionRoleNotTrusted]
}

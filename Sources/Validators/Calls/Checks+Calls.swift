extension Checks {
  /// What the code of functions calls, held against what their roles allow.
  static let calls: [Check] = [.callNotAllowed, .accessNeverUsed, .callsNotFollowed]
}

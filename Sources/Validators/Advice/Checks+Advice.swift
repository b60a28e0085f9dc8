import Diagnostics

extension Checks {
  /// What is a matter of taste, or of how much is at stake: looked for where someone asks for it.
  public static let advice: [Check] = [
    .dataDeletedWithStack, .retentionNotGiven, .joinAsSubstitution, .partitionWrittenOut,
  ]
}

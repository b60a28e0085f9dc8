import Diagnostics

extension Checks {
  /// Names that resources get in AWS, and what is tagged to them.
  static let naming: [Check] = [.nameNotAccepted, .duplicateName, .tagNotAccepted]
}

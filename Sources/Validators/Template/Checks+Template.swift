import Diagnostics

extension Checks {
  /// The template as a whole.
  static let template: [Check] = [.secretInPlainText]
}

import Wiring

extension FunctionPlan {
  /// What the stack's author calls it: its key under `functions:`, or its name where the stack has no key for it.
  var shown: String {
    guard let path else { return name }
    return path.hasPrefix("functions.") ? String(path.dropFirst("functions.".count)) : path
  }
}

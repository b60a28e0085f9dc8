import Spec

/// How actions are written.
public enum ActionSpelling {
  /// An action as AWS's tables spell it; with its service in lower case where they do not know it.
  public static func of(_ action: String) -> String {
    if let known = IAMAction.named(action) { return known.name }
    guard let colon = action.firstIndex(of: ":") else { return action }
    return action[..<colon].lowercased() + action[colon...]
  }
}

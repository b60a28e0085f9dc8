public import Policy
import Template

/// A stack's answer to a question.
public struct QuestionAnswer: Sendable {
  let stack: AskedStack
  let answer: StackAnswer
  let target: ChangeTarget
  let action: String
  let names: ShownNames

  /// The decision and what led to it.
  public var derivation: Derivation { answer.derivation }

  /// Whether the call is allowed; nil if that depends on something.
  public var isAllowed: Bool? {
    switch answer.decision.outcome {
    case .allow: true
    case .implicitDeny, .explicitDeny: false
    case .depends: nil
    }
  }

  /// The question as the stack says it: `functions.upload sns:Publish topics.news`.
  public var name: String { "\(answer.party.shown) \(action) \(target.shown)" }
}

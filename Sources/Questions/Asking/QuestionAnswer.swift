public import Policy
import Template

/// A stack's answer to a question.
public struct QuestionAnswer: Sendable {
  let stack: AskedStack
  let answer: StackAnswer
  let target: ChangeTarget
  let action: String
  let names: ShownNames
  /// What holds of conditions where the call is allowed, and how far what is written tells it; ``answer`` is then that of another
  /// world. Nil if it is the same in each.
  var split: (onlyWhere: [ConditionFact], written: Derivation)?

  /// The decision and what led to it.
  public var derivation: Derivation { split?.written ?? answer.derivation }

  /// Whether the call is allowed; nil if that depends on something.
  public var isAllowed: Bool? {
    if split != nil { return nil }
    return switch answer.decision.outcome {
    case .allow: true
    case .implicitDeny, .explicitDeny: false
    case .depends: nil
    }
  }

  /// The question as the stack says it: `functions.upload sns:Publish topics.news`.
  public var name: String { "\(answer.party.shown) \(action) \(target.shown)" }
}

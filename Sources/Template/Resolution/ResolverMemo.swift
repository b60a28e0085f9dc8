import Source
import Synchronization

/// The ARNs and names that were worked out, since dozens of checks ask for the same.
final class ResolverMemo: Sendable {
  /// What is asked of a resource.
  enum Question: Hashable {
    case arn, name
  }

  private struct Answer {
    let resource: Resource
    let text: PartialText?
  }

  private let answers = Mutex<[Question: [String: Answer]]>([:])

  /// The answer known, else the one that is worked out now. A copy that was changed is another resource.
  func text(_ question: Question, of resource: Resource, _ workOut: () -> PartialText?) -> PartialText? {
    let known = answers.withLock { $0[question]?[resource.logicalID] }
    if let known, known.resource.isSame(as: resource) { return known.text }
    let text = workOut()
    if known == nil {
      answers.withLock { $0[question, default: [:]][resource.logicalID] = Answer(resource: resource, text: text) }
    }
    return text
  }
}

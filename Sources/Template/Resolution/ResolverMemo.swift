import Source
import Synchronization

/// The ARNs, names and documents that were worked out, since dozens of checks ask for the same.
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

  /// A document that was worked out. Its members are kept with it, so that no others can lie where they do.
  private struct Document {
    let written: ValueMap
    let datum: Datum
  }

  private let documents = Mutex<[UInt: Document]>([:])

  /// The document known, else the one that is worked out now. One is known by where its members lie: copies share them
  /// until one is changed.
  func document(_ value: Value, _ workOut: () -> Datum) -> Datum {
    guard case .map(let map) = value.kind, let place = map.place else { return workOut() }
    if let known = documents.withLock({ $0[place] }) { return known.datum.span == value.span ? known.datum : workOut() }
    let datum = workOut()
    documents.withLock { $0[place] = Document(written: map, datum: datum) }
    return datum
  }
}

extension ValueMap {
  /// Where the members lie in memory, as long as they are held; nil for none.
  fileprivate var place: UInt? {
    entries.isEmpty ? nil : entries.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}

import Source
import Synchronization

/// The ARNs, names and documents that were worked out, since dozens of checks ask for the same.
final class ResolverMemo: Sendable {
  private struct Answer {
    let resource: Resource
    let text: PartialText?
  }

  /// By the resource: a copy that was changed is another one. It is kept with its answer, so that no other can lie where it does.
  private typealias Answers = Mutex<[ObjectIdentifier: Answer]>

  private let arns = Answers([:])
  private let names = Answers([:])

  /// The ARN known, else the one that is worked out now.
  func arn(of resource: Resource, _ effort: Effort, _ workOut: () -> PartialText?) -> PartialText? {
    Self.text(arns, of: resource, effort, workOut)
  }

  /// The name known, else the one that is worked out now.
  func name(of resource: Resource, _ effort: Effort, _ workOut: () -> PartialText) -> PartialText {
    Self.text(names, of: resource, effort, workOut) ?? PartialText("")
  }

  private static func text(
    _ answers: borrowing Answers, of resource: Resource, _ effort: Effort, _ workOut: () -> PartialText?
  ) -> PartialText? {
    if let known = answers.withLock({ $0[resource.identifier] }) { return known.text }
    let text = workOut()
    // What was left unknown for want of effort is none the less known to whoever asks with more of it.
    if !effort.ranOut {
      answers.withLock { $0[resource.identifier] = Answer(resource: resource, text: text) }
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

import Policy
public import Source
import Spec

extension Denial {
  /// Reads what was pasted; nil if nothing in it says that a call was refused. Never more than the first
  /// ``longestMessage`` bytes are looked at, in time proportional to their number.
  public init?(reading file: SourceFile, id: SourceID) {
    let text = FoldedText(file, id: id)
    let envelope = Envelope(text)
    guard var denial = UserForm(text).read() ?? WordingForm(text).read() ?? Self.bare(text, envelope) else {
      return nil
    }
    denial.code = envelope.code
    denial.operation = envelope.operation
    denial.encoded = Self.encodedMessage(text)
    if denial.service == nil {
      denial.service =
        denial.actions.first.flatMap { $0.value.split(separator: ":").first.map { $0.lowercased() } }
        ?? envelope.service
    }
    if denial.actions.isEmpty, let action = denial.actionOfOperation { denial.actions = [action] }
    self = denial
  }

  /// Longest text that is looked at, in bytes.
  public static let longestMessage = FoldedText.longest

  /// `Encoded authorization failure message: …` (EC2 User Guide, Troubleshoot; STS API Reference,
  /// DecodeAuthorizationMessage).
  private static func encodedMessage(_ text: FoldedText) -> Span? {
    guard let mark = text.find("encoded authorization failure message: "), let word = text.word(at: mark.upperBound)
    else { return nil }
    return text.span(word)
  }

  /// A refusal that says nothing but that it is one: a code, `Access Denied`, `not authorized to perform this operation`.
  private static func bare(_ text: FoldedText, _ envelope: Envelope) -> Denial? {
    let sentences = [
      "not authorized to perform this operation", "access denied", "accessdenied", "not authorized", "access is denied",
      "authorizationerror", "unauthorizedoperation",
    ]
    guard let place = sentences.lazy.compactMap({ text.find($0) }).first ?? code(text) else { return nil }
    var denial = Denial(at: text.span(place))
    denial.service = envelope.service
    return denial
  }

  private static func code(_ text: FoldedText) -> Range<Int>? {
    // These two say other things as well.
    Envelope.codes.lazy.filter { $0 != "InvalidParameterValueException" && $0 != "NO_PERMISSIONS" }
      .compactMap { text.find($0.lowercased()) }.first
  }

  /// The action that the operation of the API takes: mostly the one of its name.
  private var actionOfOperation: Spanned<String>? {
    guard let operation, wording?.isNoPolicy != true else { return nil }
    // Only S3 says no more than `Access Denied`, to callers outside of its organization.
    let service = service ?? (wording == nil ? "s3" : nil)
    guard let service else { return nil }
    return SDKOperation.named(operation, of: service)?.actions.first.map { Spanned($0, span) }
  }
}

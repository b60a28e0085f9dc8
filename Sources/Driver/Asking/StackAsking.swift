public import Diagnostics
import Policy
import Questions
import Source

/// A question to a stack, answered: `stackc can WHO ACTION WHAT`.
public struct StackAsking: Sendable {
  private let answer: QuestionAnswer
  private let compilation: Compilation

  /// Why a question has no answer.
  public struct Refusal: Error {
    /// What is wrong, in one line.
    public let message: String
  }

  /// Asks a stack whether somebody may do something. `context` holds `KEY=VALUE`; a key that is given more than once has
  /// all its values.
  public init(
    _ who: String, _ action: String, _ what: String, context: [String], of compilation: Compilation, _ linter: Linter
  ) throws(Refusal) {
    guard let stack = compilation.asked(compilation.sources, linter) else {
      throw Refusal(message: "`\(compilation.paths.first ?? "the stack")` is no stack that can be read")
    }
    var question = StackQuestion(who: who, action: action, what: what)
    for pair in context {
      guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
        throw Refusal(message: "--context takes KEY=VALUE, not `\(pair)`")
      }
      question.context[String(pair[..<equals]), default: []].append(String(pair[pair.index(after: equals)...]))
    }
    do throws(StackQuestion.Refusal) {
      answer = try stack.answer(question)
    } catch {
      throw Refusal(message: error.message)
    }
    self.compilation = compilation
  }

  /// Whether the call is allowed; nil if that depends on something that is not known.
  public var isAllowed: Bool? { answer.isAllowed }

  /// The answer as a finding, in the stack's own texts.
  public func text(_ palette: Palette, width: Int = TextReporter.usualWidth) -> String {
    TextReporter(palette: palette, width: width).text(of: answer.finding, in: compilation.sources)
  }

  /// The answer as those of a file of requests, each statement and mismatch with its place.
  public var json: String {
    NamedAnswer.json([NamedAnswer(name: answer.name, derivation: answer.derivation)], places: compilation.sources)
  }
}

public import Source
public import Spec
public import Template
import Validators
public import YAML

/// A stack that is asked about: its template, and the text it came from.
public struct AskedStack: Sendable {
  /// The template.
  public let template: StackTemplate
  /// The texts, the stack's own first.
  public let sources: SourceMap
  /// Their trees, by position in ``sources``.
  public let trees: [SyntaxTree]
  /// The files around the stack.
  public let files: any ProjectFiles
  /// The day for which dates are judged.
  public let today: CalendarDate
  /// What is known of the place of deployment.
  public let deployment: Deployment

  /// Takes what the compiler made of a stack.
  public init(
    template: StackTemplate, sources: SourceMap, trees: [SyntaxTree], files: any ProjectFiles, today: CalendarDate,
    deployment: Deployment
  ) {
    self.template = template
    self.sources = sources
    self.trees = trees
    self.files = files
    self.today = today
    self.deployment = deployment
  }

  /// The stack's own file, as it was named.
  public var path: String { sources.files.first?.path ?? "the stack" }

  /// The stack's policies and names as they are at a place of deployment.
  func context(_ deployment: Deployment) -> CheckContext {
    CheckContext(template: template, sources: sources, files: files, today: today, deployment: deployment)
  }
}

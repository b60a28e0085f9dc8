import Diagnostics
import Source

extension Rule {
  /// YAML 1.2.2, section 7.1: an alias names an anchor before it.
  static let undefinedAlias = Rule(
    "STK106", "undefined-alias", .error, "an alias names no anchor before it",
    why:
      "An alias (`*name`) stands for the node that `&name` marked earlier in the file. AWS rejects one that stands for nothing.",
    examples: [
      .bad("stack: &name demo\ndescription: ↓*nam\n", fixed: "stack: &name demo\ndescription: *name\n"),
      .good("stack: &name demo\ndescription: *name\n"),
    ])
}

enum UndefinedAlias {
  static func finding(_ name: String, among names: [String], at span: Span) -> Diagnostic {
    let nearest = Spelling.nearest(to: name, in: names)
    let fixes = nearest.map { [Fix.replace(span, with: "*\($0)", title: "rename to `*\($0)`", safe: false)] }
    return Diagnostic(
      .undefinedAlias, "no anchor `&\(name)` stands before this alias", at: span,
      help: nearest == nil ? ["mark what is meant with `&\(name)`, or put quotes around the value"] : [],
      fixes: fixes ?? [])
  }
}

import Diagnostics
import Source
import Template

/// A statement that a role lacks, as its author would write it.
struct RoleStatementFix {
  /// The role.
  let role: Resource
  /// The actions, sorted.
  let actions: [String]
  /// What they apply to, as the stack refers to it.
  let target: String

  /// The fix, where the role's `allow:` is a block list that a line can be added to; else the statement as help.
  func offer(in sources: SourceMap) -> (fixes: [Fix], help: [String]) {
    let title = "allow `\(role.label)` what it needs"
    if let place = lastItem(sources) {
      let indent = String(repeating: " ", count: place.column)
      let text = "\n\(indent)- actions: \(list)\n\(indent)  on: \(target)"
      return ([Fix(title, safe: true, edits: [Edit(place.end, text)])], [])
    }
    // A role of a template, or among `resources:`, has policies as AWS has them.
    guard role.reference.hasPrefix("roles.") else {
      return (
        [], ["allow \(actions.map { "`\($0)`" }.joined(separator: ", ")) on `\(target)` in a policy of `\(role.label)`"]
      )
    }
    return ([], ["add to the role's `allow:`  `- { actions: \(list), on: \(target) }`"])
  }

  private var list: String { actions.count == 1 ? actions[0] : "[\(actions.joined(separator: ", "))]" }

  /// The end of the last statement of the role's `allow:`, and the column of its dash.
  private func lastItem(_ sources: SourceMap) -> (end: Span, column: Int)? {
    guard role.origin == .declared, let entry = role.properties.entry("Policies"),
      sources.text(entry.keySpan) == "allow",
      let statements = entry.value.list?.first?["PolicyDocument"]?["Statement"]?.list,
      let last = statements.filter({ $0["Effect"]?.string == "Allow" }).last,
      let file = sources[last.span.source]
    else { return nil }
    // `      - ` and nothing else stands before the statement.
    return file.columnOfDash(beforeItemAt: Int(last.span.start)).map { (last.span.atEnd, $0) }
  }
}

public import Diagnostics
import Source
import Template
import Wiring

/// The rules of answers to `stackc tighten`: found with a recording, not in stacks.
public enum TighteningRules {
  /// All of them, by code.
  public static let all: [Rule] = [.permissionNotUsed, .permissionWiderThanUsed, .permissionKept, .permissionNotJudged]
}

extension Rule {
  /// No recorded call needs it.
  static let permissionNotUsed = answer(
    "STK740", "permission-not-used", .warning, "a permission that no recorded call needs",
    why: """
      The function ran while the recording was made, and no call of its needed this entry; no arrow of the stack does \
      either. Whoever takes over the function could use it, and the function cannot.

      A recording holds what was tried while it was made. Take the entry away once every path of the handler ran.
      """)

  /// It allows more than the recorded calls need.
  static let permissionWiderThanUsed = answer(
    "STK741", "permission-wider-than-used", .warning, "a permission for more than the recorded calls",
    why: """
      Of what the entry allows, the recording has only a part. The fix names just that part: the same recording replays \
      without a denial.

      A recording holds what was tried while it was made. Narrow the entry once every path of the handler ran.
      """)

  /// It is needed for something other than calls.
  static let permissionKept = answer(
    "STK742", "permission-kept", .info, "a permission that was not recorded and is needed all the same",
    why: """
      No recorded call needs the entry, and without it an arrow of the stack fails, or AWS refuses to deploy: a service \
      uses the role, or checks it, when nothing is recorded. It stays.
      """)

  /// The recording says nothing of it.
  static let permissionNotJudged = answer(
    "STK743", "permission-not-judged", .info, "a permission of which the recording says nothing",
    why: """
      The function was not invoked while the recording was made, or the entry is for a service whose calls a local run \
      does not see. Neither tells that it is not needed, so it stays.
      """)

  private static func answer(
    _ code: String, _ name: String, _ severity: Severity, _ title: String, why: String
  ) -> Rule {
    Rule(
      code, name, severity, title, why: why + "\n\nAn answer of `stackc tighten`, not found by `stackc lint`.",
      examples: [])
  }
}

extension PermissionUse {
  /// What a grant would be taken for that is to go as a whole.
  public func unused(_ grant: Grant) -> Diagnostic {
    Diagnostic(
      .permissionNotUsed, "\(shown(grant)) did not need this in the recording", at: grant.span,
      help: ["take it away"])
  }

  /// What a grant is found to be that can be narrowed.
  public func wider(_ grant: Grant, _ narrowing: Narrowing) -> Diagnostic {
    let used = Set(calls(servedBy: grant).map { $0.action.lowercased() }).count
    return Diagnostic(
      .permissionWiderThanUsed,
      "\(shown(grant)) used \(used) action\(used == 1 ? "" : "s") of this in the recording, and it allows more",
      at: grant.span, help: ["`\(narrowing.words)` is enough"])
  }

  /// Why a grant that no call needs stays.
  public func kept(_ grant: Grant, because reason: String) -> Diagnostic {
    Diagnostic(
      .permissionKept, "\(shown(grant)) did not need this in the recording, and it stays", at: grant.span,
      consequences: ["without it: \(reason)"])
  }

  /// Why nothing is said of a grant; nil where something can be said.
  public func notJudged(_ grant: Grant) -> Diagnostic? {
    let functions = functions(of: grant)
    let silent = functions.filter { !$0.isRecorded }.map(\.function)
    if let first = silent.first {
      return Diagnostic(
        .permissionNotJudged, "`\(first.label)` was not invoked in the recording, so nothing is known of this",
        at: grant.span, notes: [.init("this function", at: first.span)])
    }
    if grant.isNegated {
      return Diagnostic(
        .permissionNotJudged, "what this allows is given by exceptions, which a recording does not narrow",
        at: grant.span, help: ["list the actions or resources instead"])
    }
    if grant.actions.allSatisfy({ !sees($0) }), let action = grant.actions.first {
      let service = action.split(separator: ":").first.map(String.init) ?? action
      return Diagnostic(
        .permissionNotJudged, "a local run does not see calls to `\(service)`, so nothing is known of this",
        at: grant.span)
    }
    return nil
  }

  /// Whether some function runs with a role that a grant is for.
  public func isOfFunctions(_ grant: Grant) -> Bool { !functions(of: grant).isEmpty }

  private func shown(_ grant: Grant) -> String {
    let functions = functions(of: grant).map { "`\($0.function.label)`" }
    return functions.count > 3 ? "\(functions.count) functions" : functions.joined(separator: " and ")
  }
}

import Diagnostics
import Source
import Spec
import Template

/// Judges the arguments of a call.
struct ArgumentJudge {
  let function: IntrinsicFunction
  let context: CheckContext

  /// Judges all arguments; one alone is the argument itself.
  func judge(_ argument: Value, as forms: [ArgumentForm], into findings: inout Findings) {
    if forms.count == 1, function != .ifElse {
      return judge(argument, as: forms[0], called: forms[0].name, into: &findings)
    }
    // Another number of arguments is told while the template is read.
    for (value, form) in zip(argument.list ?? [], forms) {
      judge(value, as: form, called: form.name, into: &findings)
    }
    if function == .select { judgeIndex(argument, into: &findings) }
  }

  func judge(_ value: Value, as form: ArgumentForm, called name: String, into findings: inout Findings) {
    if let call = value.intrinsic {
      guard form.functions.contains(call.function) else {
        // What gives a truth value belongs in conditions, wherever else it stands.
        if !call.function.isConditionFunction { findings.report(refusal(of: call, at: value.span, name, form)) }
        return
      }
      if call.function == .ifElse {
        for branch in [call.argument(1), call.argument(2)].compactMap({ $0 }) where !branch.isNoValue {
          judge(branch, as: form, called: name, into: &findings)
        }
        return
      }
    }
    switch form.plain {
    case .text:
      if let given = context.given(by: value), given.isSeveral {
        findings.report(wrong(name, "one text", given.phrase, given.span))
      }
      if function == .getAZs { judgeZone(value, into: &findings) }
    case .wholeNumber(let range): judgeNumber(value, name, range, into: &findings)
    case .texts(let functions):
      judgeList(value, name, into: &findings)
      let item = ArgumentForm(name: "an item", plain: .text, functions: functions)
      for part in value.list ?? [] where !part.isNoValue { judge(part, as: item, called: item.name, into: &findings) }
    case .list: judgeList(value, name, into: &findings)
    case .listOrMap:
      if value.isLeaf, !value.isNull { findings.report(wrong(name, "a list or a map", value.phrase, value.span)) }
    }
  }

  private func judgeList(_ value: Value, _ name: String, into findings: inout Findings) {
    if let given = context.given(by: value), !given.kinds.contains(.array) {
      var finding = wrong(name, "a list", given.phrase, given.span)
      if given.isSingle { finding.help = ["put it in brackets, `[…]`, or make a list of it with `Fn::Split`"] }
      findings.report(finding)
    }
  }

  private func judgeNumber(
    _ value: Value, _ name: String, _ range: ClosedRange<Int>, into findings: inout Findings
  ) {
    if value.intrinsic != nil {
      if let given = context.given(by: value), given.isSeveral {
        findings.report(wrong(name, "a number", given.phrase, given.span))
      }
    } else if !value.isNull, !(value.integer.map(range.contains) ?? false) {
      let wanted =
        range.upperBound == .max
        ? "a number from \(range.lowerBound)" : "a number from \(range.lowerBound) to \(range.upperBound)"
      findings.report(wrong(name, wanted, value.phrase, value.span))
    }
  }

  /// `Fn::Select` does not look whether the list is so long: the stack fails while it is made.
  private func judgeIndex(_ argument: Value, into findings: inout Findings) {
    guard let first = argument.list?.first, let index = first.integer, let items = argument.list?.last?.list,
      index >= items.count, !items.contains(where: \.isNoValue)
    else { return }
    findings.report(
      Diagnostic(
        .functionWithinFunction, "`Fn::Select` chooses item \(index) of a list of \(items.count)", at: first.span,
        help: items.isEmpty ? [] : ["items are counted from 0, so that the last is \(items.count - 1)"]))
  }

  /// A zone is a Region and a letter; what looks otherwise may be a Region that is yet to come.
  private func judgeZone(_ value: Value, into findings: inout Findings) {
    guard let text = value.string, let last = text.unicodeScalars.last, last.properties.isLowercase,
      text.dropLast().last?.isNumber == true
    else { return }
    findings.report(
      Diagnostic(
        .functionWithinFunction, "`\(text)` is an Availability Zone, and `Fn::GetAZs` takes a Region",
        at: value.span, help: ["write `\(text.dropLast())`, or an empty text for the stack's own Region"]))
  }

  private func wrong(_ name: String, _ wanted: String, _ phrase: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .functionWithinFunction, "\(name) of `\(function.rawValue)` must be \(wanted), not \(phrase)", at: span)
  }

  private func refusal(of call: Intrinsic, at span: Span, _ name: String, _ form: ArgumentForm) -> Diagnostic {
    let allowed = form.functions.subtracting([.transform]).map { "`\($0.rawValue)`" }.sorted()
    return Diagnostic(
      .functionWithinFunction, "\(name) of `\(function.rawValue)` cannot be what `\(call.function.rawValue)` gives",
      at: span,
      help: [
        allowed.isEmpty
          ? "write it out: no function may stand here" : "write it out, or use \(allowed.joined(separator: ", "))"
      ])
  }
}

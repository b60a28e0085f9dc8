import Diagnostics
import Driver
import Emitters
import Source
import Spec
import Template

/// A template as a file, compiled and mended.
struct WireCell {
  /// How the template is written.
  enum Form: String, CaseIterable, Sendable {
    case json, yaml
  }

  let text: String
  let form: Form

  init(_ template: StackTemplate, _ form: Form) {
    let bytes = CloudFormationEmitter(template).bytes
    self.form = form
    switch form {
    case .json: text = String(decoding: bytes, as: UTF8.self)
    case .yaml: text = Self.lines(of: bytes)
    }
  }

  private init(text: String, form: Form) {
    self.text = text
    self.form = form
  }

  /// The place where a local run is, so that its cells are the same.
  static var options: CompileOptions {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    var place = Deployment(region: "us-east-1", account: "000000000000", partition: "aws", stackName: "cell")
    place.parameters["ArtifactBucket"] = "artifacts"
    return CompileOptions(today: today, deployment: place)
  }

  var compilation: Compilation {
    Compiler.compile(
      SourceFile(path: "template.\(form.rawValue)", text: text), files: FilesInMemory([:]), options: Self.options)
  }

  /// What is found; remarks aside.
  static func findings(_ compilation: Compilation) -> [Diagnostic] {
    compilation.findings.diagnostics.filter { $0.severity != .info }
  }

  /// The file after `--fix --unsafe-fixes`, of findings of some rules alone.
  func mended(_ codes: Set<String>) -> WireCell {
    var cell = self
    // A finding that hides another is mended first; nothing takes more rounds than there are sides.
    for _ in 0..<Fault.allCases.count {
      let compilation = cell.compilation
      let wanted = compilation.findings.diagnostics.filter { codes.contains($0.rule.code) }
      let outcome = FixApplier.apply(wanted, to: compilation.sources, reach: .all)
      guard let changed = outcome.texts.first else { break }
      cell = WireCell(text: String(decoding: changed.bytes, as: UTF8.self), form: form)
    }
    return cell
  }

  /// JSON as YAML of one value a line, as people write templates.
  private static func lines(of bytes: [UInt8]) -> String {
    let file = SourceFile(path: "template.json", bytes: bytes)
    guard let datum = try? Datum(json: file, id: SourceID(0)) else { return "" }
    return lines(of: datum, indent: "").drop { $0 == "\n" } + "\n"
  }

  private static func lines(of datum: Datum, indent: String) -> String {
    if let members = datum.members, !members.isEmpty {
      return members.map { member in
        let inner = lines(of: member.value, indent: indent + "  ")
        return "\n\(indent)\(FlowText.text(member.key).yaml):\(inner)"
      }.joined()
    }
    if let items = datum.items, !items.isEmpty {
      return items.map { item in
        let inner = lines(of: item, indent: indent + "  ")
        // The first member of an object stands behind the dash.
        return "\n\(indent)- " + inner.drop { $0 == "\n" || $0 == " " }
      }.joined()
    }
    switch datum.kind {
    case .string(let text): return " \(FlowText.text(text.description).yaml)"
    case .map: return " {}"
    case .list: return " []"
    case .number(let text): return " \(text)"
    case .bool(let value): return " \(value)"
    case .null, .unknown: return " null"
    }
  }
}

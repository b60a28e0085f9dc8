import Diagnostics
import Driver
import Emitters
import Frontends
import Source
import Spec
import Template
import TestSupport
import Testing

/// Nothing is accepted and ignored: each key of the language, taken out of a stack that has it, must change the template.
@Suite struct EveryKeyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let path: String
    let with: String
    let without: String
    var testDescription: String { path }
  }

  /// Keys whose effect is elsewhere than in the template.
  static let elsewhere: Set<String> = [
    // Runs when the code is packed; where the code is says nothing of it.
    "functions.build", "layers.build", "analytics.build",
  ]

  static let cases: [Case] = Section.all.flatMap { section -> [Case] in
    guard case .object(let shape) = section.entry, section.name != "resources" else { return [] }
    return shape.keys.compactMap { key in
      let path = "\(section.name).\(key.name)"
      guard !elsewhere.contains(path) else { return nil }
      guard let sample = KeySamples.line(section: section.name, key: key.name) else {
        return Case(path: path, with: "", without: "")
      }
      let base = KeySamples.base(section: section.name, without: key.name)
      let name = "sample" + KeySamples.suffix(of: key.name)
      return Case(
        path: path, with: KeySamples.stack(section.name, name, base + [sample]),
        without: KeySamples.stack(section.name, name, base))
    }
  }

  @Test(arguments: cases) func changesTheTemplate(_ sample: Case) throws {
    try #require(!sample.with.isEmpty, "KeySamples has no line for \(sample.path)")
    let with = Self.template(sample.with)
    let without = Self.template(sample.without)
    let isSame = with == without
    #expect(!isSame, "taking \(sample.path) out changes nothing")
    let faults = Self.compile(sample.with).findings.diagnostics.filter {
      $0.severity == .error && ($0.rule.code.hasPrefix("STK2") || $0.rule.code.hasPrefix("STK3"))
    }
    #expect(faults.isEmpty, "\(faults.map(\.message))")
  }

  private static func compile(_ text: String) -> Compilation {
    let files = FilesInMemory(["src/app.py": "def f(event, context): pass\n", "lib/a.py": ""])
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    return Compiler.compile(
      SourceFile(path: "stack.yaml", text: text), files: files, options: CompileOptions(today: today))
  }

  private static func template(_ text: String) -> [UInt8] {
    compile(text).template.map { CloudFormationEmitter($0).bytes } ?? []
  }
}

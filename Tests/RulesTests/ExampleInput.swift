import Diagnostics
import Driver
import Source
import Spec
import Template

/// An example of a rule, ready to be compiled: its files without marks, and the places that were marked.
struct ExampleInput {
  var text: String
  let file: String
  let files: FilesInMemory
  /// File and offset of each mark.
  let marks: [String]
  private let example: Rule.Example

  init(_ example: Rule.Example) {
    self.example = example
    self.file = example.file
    var marks: [String] = []
    func strip(_ name: String, _ text: String) -> String {
      var plain = ""
      for scalar in text.unicodeScalars {
        if scalar == "↓" { marks.append("\(name):\(plain.utf8.count)") } else { plain.unicodeScalars.append(scalar) }
      }
      return plain
    }
    text = strip(example.file, example.text)
    files = FilesInMemory(
      Dictionary(uniqueKeysWithValues: example.files.map { ($0.key, strip($0.key, $0.value)) }))
    self.marks = marks
  }

  func compile() -> Compilation {
    if file == ConfigurationFile.name { return configuration() }
    return stack()
  }

  private func configuration() -> Compilation {
    var sources = SourceMap()
    var findings = Findings()
    let source = SourceFile(path: file, text: text)
    let id = sources.add(source)
    _ = ConfigurationFile.read(source, id: id, into: &findings)
    return Compilation(sources: sources, trees: [], template: nil, findings: findings)
  }

  private func stack() -> Compilation {
    Compiler.compile(SourceFile(path: file, text: text), files: files, options: options)
  }

  private var options: CompileOptions {
    guard let day = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("no date") }
    var options = CompileOptions(today: day)
    options.givesAdvice = example.options.contains("--advice")
    for (name, value) in zip(example.options, example.options.dropFirst()) {
      if name == "--today", let date = CalendarDate(parsing: value) { options.today = date }
      if name == "--region" { options.deployment.region = value }
      if name == "--param", let equals = value.firstIndex(of: "=") {
        options.deployment.parameters[String(value[..<equals])] = String(value[value.index(after: equals)...])
      }
    }
    return options
  }

  /// Whether the example looks at findings of a code: `--ignore STK5` leaves out what an example cannot help.
  func isSelected(_ code: String) -> Bool {
    !zip(example.options, example.options.dropFirst()).contains { $0 == "--ignore" && code.hasPrefix($1) }
  }

  func place(of span: Span, in compilation: Compilation) -> String {
    "\(compilation.sources[span.source]?.path ?? "?"):\(span.start)"
  }

  /// The text after all fixes of the stack file, in one pass.
  func fixed(_ compilation: Compilation) -> String {
    var bytes = Array(text.utf8)
    let edits = compilation.findings.diagnostics.compactMap { $0.fixes.first }.flatMap(\.edits)
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) where edit.span.source == SourceID(0) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import Diagnostics
import Source

extension Rule {
  /// YAML and JSON files are read as UTF-8.
  static let notUTF8 = Rule(
    "STK102", "not-utf8", .error, "the file is not UTF-8 text",
    why: """
      CloudFormation takes templates as UTF-8. Bytes that are not are mostly text saved in an old encoding, or not text at \
      all. They are read as `_`, so that the rest of the file is still checked.
      """,
    examples: [.good("stack: demo\ndescription: Bestellungen für später\n")])
}

extension TextScreening {
  static func foreign(_ encoding: String, in report: Report) -> Diagnostic {
    Diagnostic(
      .notUTF8, "the file is \(encoding), not UTF-8", at: report.span(0, 0), help: ["save the file as UTF-8"])
  }

  /// libyaml refuses the bytes, and the screening saw no reason.
  static func unreadable(in report: Report) -> Diagnostic {
    Diagnostic(.notUTF8, "the file cannot be read as text", at: report.span(0, 0), help: ["save the file as UTF-8"])
  }
}

extension TextScreening.Fault {
  /// Reports the run by what it is.
  func report(_ file: [UInt8], in report: inout Report) {
    let span = Span(report.source, range.lowerBound, range.upperBound)
    if isMalformed {
      let bytes = file[range.prefix(4)].map { "0x" + hex($0) }.joined(separator: " ")
      report.add(
        Diagnostic(.notUTF8, "`\(bytes)` is not UTF-8", at: span, help: ["save the file as UTF-8"]))
    } else {
      let scalar = String(decoding: file[range], as: UTF8.self).unicodeScalars.first?.value ?? 0
      let name = "U+" + hex(UInt8(truncatingIfNeeded: scalar >> 8)) + hex(UInt8(truncatingIfNeeded: scalar))
      report.add(ControlCharacter.finding(name, at: span))
    }
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }
}

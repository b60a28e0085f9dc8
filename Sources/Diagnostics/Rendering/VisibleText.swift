import Source

extension String {
  /// The text with everything that would move the cursor, switch colours or reorder letters shown instead of sent: a
  /// terminal must show what a file says, not obey it.
  var visible: String {
    if isPrintableASCII { return self }
    guard unicodeScalars.contains(where: { $0.visibleForm != nil }) else { return self }
    return unicodeScalars.reduce(into: "") { result, scalar in
      if let form = scalar.visibleForm { result += form } else { result.unicodeScalars.append(scalar) }
    }
  }

  /// The lines of the text, each visible.
  var visibleLines: [String] {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { String($0).visible }
  }
}

extension Unicode.Scalar {
  /// What stands for a scalar that must not reach a terminal as it is; nil for all others.
  ///
  /// C0 controls have pictures (Unicode, block Control Pictures). C1 controls, line separators and invisible formatting, above
  /// all the bidirectional overrides (UAX #9), have not, and are named.
  var visibleForm: String? {
    switch value {
    case 0x20...0x7E: nil
    case 0..<0x20: Unicode.Scalar(0x2400 + value).map { String($0) }
    case 0x7F: "\u{2421}"
    // Joiners shape letters and emoji.
    case 0x200C, 0x200D: nil
    // Tags spell flags.
    case 0xE0020...0xE007F: nil
    case 0x80..<0xA0: named
    default:
      switch properties.generalCategory {
      case .format, .lineSeparator, .paragraphSeparator, .control, .surrogate: named
      default: nil
      }
    }
  }

  private var named: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
  }
}

extension Unicode.Scalar {
  /// The columns a terminal gives the scalar: 0 for what joins the one before, 2 for East Asian wide letters (UAX #11)
  /// and emoji, else 1.
  var displayWidth: Int {
    if value < 0x300 { return 1 }
    if Self.wide.contains(where: { $0.contains(value) }) { return 2 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// The blocks of wide and full-width letters, without emoji, which have a property of their own.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  /// Whether the scalar changes the letter before it and takes no column of its own.
  var joinsPrevious: Bool { displayWidth == 0 || isSkinTone }

  /// The joiner between the parts of a compound emoji (UTS #51).
  var isJoiner: Bool { value == 0x200D }

  /// Makes the emoji before it an emoji in colour, two columns wide.
  var isEmojiSelector: Bool { value == 0xFE0F }

  /// One half of a flag.
  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  private var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(value) }
}

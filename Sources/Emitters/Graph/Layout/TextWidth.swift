/// Widths of text in a sans-serif font, by classes of letters: a drawing is made without the font it will be shown in.
enum TextWidth {
  private static let narrow = Set("fijlrt.,:;|!'()[]{}/ I-".unicodeScalars)
  private static let wide = Set("mwMWO@%&QG".unicodeScalars)

  /// Width in pixels, on the safe side.
  static func of(_ text: String, size: Double) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars {
      if narrow.contains(scalar) {
        width += 0.38
      } else if wide.contains(scalar) {
        width += 0.9
      } else if scalar.value > 0x2E7F {
        width += 1.05
      } else {
        width += scalar.value >= 0x41 && scalar.value <= 0x5A ? 0.72 : 0.62
      }
    }
    return width * size
  }

  /// The text, cut to a width with an ellipsis at its end.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    guard of(text, size: size) > width else { return text }
    var result = ""
    for character in text {
      if of(result + String(character) + "…", size: size) > width { break }
      result.append(character)
    }
    return result + "…"
  }
}

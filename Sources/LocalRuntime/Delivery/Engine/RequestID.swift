/// Ids of requests, messages and events: UUIDs (RFC 9562, version 4), in lower case.
enum RequestID {
  static func make() -> String {
    let high = UInt64.random(in: .min ... .max) & ~0xF000 | 0x4000
    let low = UInt64.random(in: .min ... .max) & ~(3 << 62) | 2 << 62
    let digits = RowKey.text(high) + RowKey.text(low)
    var text = ""
    text.reserveCapacity(36)
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }
}

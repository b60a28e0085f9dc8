import Diagnostics
import Source

extension Rule {
  /// EventBridge User Guide, "IP address matching".
  static let malformedCIDR = Rule(
    "STK456", "malformed-cidr", .error, "a `cidr` operator with a text that is no block of addresses",
    why: """
      `cidr` takes an IPv4 or IPv6 address, a slash and the number of fixed bits, fewer than the address has. EventBridge refuses \
      any other text.
      """,
    examples: [
      .bad(ExampleStack.rule("pattern: { detail: { ip: [{ cidr: ↓10.0.0.0 }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { ip: [{ cidr: 10.0.0.0↓/32 }] } }")),
      .bad(ExampleStack.rule("pattern: { detail: { ip: [{ cidr: ↓10.0.0.256/24 }] } }")),
      .good(ExampleStack.rule("pattern: { detail: { ip: [{ cidr: 10.0.0.0/24 }] } }")),
    ])
}

extension Diagnostic {
  static func malformedCIDR(_ text: String, _ fault: AddressRange.Fault, at span: Span) -> Diagnostic {
    let address = text.utf8.prefix { $0 != UInt8(ascii: "/") }.count
    let end = text.utf8.count
    let (message, place) =
      switch fault {
      case .slash: ("`\(text)` is no CIDR block: an address, `/` and a number of bits", span)
      case .mask: ("the number of bits must be a whole number", span.part(address..<end, of: text))
      case .maskTooLong(let bits):
        ("a block fixes fewer than the \(bits) bits of an address", span.part(address..<end, of: text))
      case .address(let written): ("`\(written)` is no IP address", span.part(0..<address, of: text))
      }
    return Diagnostic(
      .malformedCIDR, message, at: place, consequences: ["AWS refuses the pattern"],
      help: ["for example `10.0.0.0/24` or `2001:db8::/32`; a single address is written as a plain value"])
  }
}

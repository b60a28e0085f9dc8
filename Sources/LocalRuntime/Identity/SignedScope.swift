/// For what a request was signed (AWS Signature Version 4, "Elements of an AWS API request signature").
public struct SignedScope: Sendable, Hashable {
  /// The access key.
  public var accessKey: String
  /// The region; `*` for a signature of version 4a, which is for every region.
  public var region: String
  /// The service's name for signing: `sqs`, `lambda`, `events`.
  public var service: String
}

extension SignedScope {
  /// Longer credentials are no credentials: AWS's access keys have at most 128 letters, its other parts far less.
  private static let longest = 512

  /// Reads `KEY/20261124/us-east-1/sqs/aws4_request`; nil if it is something else. Version 4a has no region.
  init?(credential: Substring) {
    guard credential.utf8.count <= Self.longest else { return nil }
    let parts = credential.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(
      Substring.init)
    guard parts.count == 5 || parts.count == 4, parts.last == "aws4_request", parts.allSatisfy({ !$0.isEmpty }),
      parts[1].utf8.count == 8, parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    accessKey = String(parts[0])
    region = parts.count == 5 ? String(parts[2]) : "*"
    service = String(parts[parts.count - 2])
  }

  /// Reads the value of an `Authorization` header; nil if it names no credential of version 4.
  init?(authorization: String) {
    // By bytes: each call of AWS comes through here, and characters take ten times as long.
    let (text, key) = (authorization.utf8, "Credential=".utf8)
    guard authorization.hasPrefix("AWS4-"), let start = text.indices.first(where: { text[$0...].starts(with: key) })
    else { return nil }
    let credential = text[start...].dropFirst(key.count).prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }
    self.init(credential: Substring(credential))
  }

  /// Reads the query of a presigned request; nil if it has no credential.
  init?(query: String) {
    guard let value = Self.value(of: "X-Amz-Credential", in: query) else { return nil }
    self.init(credential: value[...])
  }

  /// The value of a parameter of a query, its percent signs resolved; nil if it is absent or not well-formed.
  static func value(of name: String, in query: String) -> String? {
    for pair in query.split(separator: "&") {
      guard pair.hasPrefix(name), pair.utf8.count > name.utf8.count else { continue }
      let rest = pair.dropFirst(name.count)
      if rest.first == "=" { return decoded(rest.dropFirst()) }
    }
    return nil
  }

  /// Percent-decoding (RFC 3986, section 2.1).
  private static func decoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// A function as callers name it (Lambda API Reference, "Invoke", FunctionName): `name`, `name:qualifier`,
/// `account:function:name`, the ARN, each with or without a qualifier.
public struct FunctionName: Sendable, Equatable {
  /// The name alone.
  public var name: String
  /// Version, alias or `$LATEST`; nil if none was given.
  public var qualifier: String?

  /// Reads a name in any of its forms; nil if it is none.
  public init?(_ text: some StringProtocol) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
    if parts.first == "arn" {
      guard parts.count >= 7, parts[2] == "lambda", parts[5] == "function" else { return nil }
      parts = parts.dropFirst(6)
    } else if let index = parts.firstIndex(of: "function"), index < parts.endIndex - 1, index <= 2 {
      // A function may be called `function`: then the word stands last.
      guard index == 0 || Self.isAccount(parts[index - 1]) else { return nil }
      parts = parts[(index + 1)...]
    } else if parts.count > 1, let first = parts.first, Self.isAccount(first) {
      parts = parts.dropFirst()
    }
    guard let name = parts.first, parts.count <= 2, Self.isName(name) else { return nil }
    self.name = String(name)
    guard parts.count == 2, let last = parts.last else { return }
    guard last == "$LATEST" || Self.isName(last) else { return nil }
    qualifier = String(last)
  }

  private static func isAccount(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x5F
      }
  }
}

import Source
import Synchronization

/// The documents in which no check found anything, by what they say. Most stacks have the same trust policy many times, and most
/// stacks have that of the others: what reads the same is not held against all checks again.
enum CleanDocuments {
  /// When there are more, they are forgotten: a process that checks for days must not grow.
  private static let most = 1024
  /// Longer ones are not kept: those are hardly ever met twice.
  private static let longest = 2048

  private static let known = Mutex<Set<Key>>([])

  /// What a document says, as what it is known by.
  struct Key: Hashable {
    fileprivate let bytes: [UInt8]

    /// Hashes all bytes at once; an array would go byte by byte.
    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  /// What a document is known by; nil for a long one.
  static func key(_ document: Datum, _ kind: PolicyKind) -> Key? {
    var key = Array(kind.rawValue.utf8)
    // Whether somebody wrote it or the compiler made it is the one thing about places that a check asks.
    key.append(document.members?.first?.keySpan == document.span ? 1 : 0)
    key.reserveCapacity(512)
    return write(document, to: &key) ? Key(bytes: key) : nil
  }

  static func holds(_ key: Key) -> Bool { known.withLock { $0.contains(key) } }

  static func add(_ key: Key) {
    known.withLock { known in
      if known.count >= most { known.removeAll() }
      known.insert(key)
    }
  }

  /// Writes each part with a byte before it that tells its kind and one behind it that no text has; false if it gets too long.
  private static func write(_ datum: Datum, to key: inout [UInt8]) -> Bool {
    guard key.count <= longest else { return false }
    switch datum.kind {
    case .null: key.append(2)
    case .bool(let value): key.append(value ? 3 : 4)
    case .number(let text): write(text, 5, to: &key)
    case .string(let text):
      for part in text.parts {
        switch part {
        case .literal(let text): write(text, 6, to: &key)
        case .hole(let hole): write(hole.name, 7, to: &key)
        }
      }
      key.append(0xFF)
    case .list(let items):
      key.append(8)
      for item in items { guard write(item, to: &key) else { return false } }
      key.append(0xFF)
    case .map(let members):
      key.append(9)
      for member in members {
        write(member.key, 10, to: &key)
        guard write(member.value, to: &key) else { return false }
      }
      key.append(0xFF)
    case .unknown(let hole): write(hole.name, 11, to: &key)
    }
    return true
  }

  private static func write(_ text: String, _ mark: UInt8, to key: inout [UInt8]) {
    key.append(mark)
    var text = text
    text.withUTF8 { key.append(contentsOf: $0) }
    key.append(0xFF)
  }
}

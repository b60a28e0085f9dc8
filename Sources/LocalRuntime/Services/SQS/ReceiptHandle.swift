import Foundation

/// Names one receipt of one message of one queue.
struct ReceiptHandle: Sendable, Equatable {
  private static let version: UInt8 = 1

  /// The queue's number.
  var queue: UInt64
  /// The message's place.
  var sequence: UInt64
  /// The secret of this receipt.
  var receipt: UInt64

  init(queue: UInt64, sequence: UInt64, receipt: UInt64) {
    self.queue = queue
    self.sequence = sequence
    self.receipt = receipt
  }

  /// The handle as clients see it.
  var text: String {
    var bytes: [UInt8] = [Self.version]
    for part in [queue, sequence, receipt] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: part >> UInt64(shift)))
      }
    }
    return Data(bytes).base64EncodedString()
  }

  /// Reads a handle; nil if it is none.
  init?(_ text: String) {
    // 25 bytes are 36 characters: whatever else is long or short is not decoded at all.
    guard text.utf8.count == 36, let data = Data(base64Encoded: text), data.count == 25, data.first == Self.version
    else {
      return nil
    }
    var parts: [UInt64] = [0, 0, 0]
    for (index, byte) in data.dropFirst().enumerated() { parts[index / 8] = parts[index / 8] << 8 | UInt64(byte) }
    (queue, sequence, receipt) = (parts[0], parts[1], parts[2])
  }
}

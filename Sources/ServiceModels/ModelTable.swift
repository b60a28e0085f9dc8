import ServiceModelData

/// The packed service models, read where they lie. `Docs/facts.md` describes the layout; `Tools/facts/service_models.py` writes it.
///
/// Every read is checked against the section it is in, so a damaged table gives empty answers rather than a trap.
struct ModelTable: @unchecked Sendable {
  // Unchecked: the bytes are constant data of the program, never written and never freed.

  /// The sections, in the order of the file's directory.
  enum Section: Int, CaseIterable {
    case stringOffsets, stringBytes, numbers, lists, services, operations, shapes, members
  }

  /// Magic, format version, size, count of sections, digest.
  private static let headerBytes = 24
  private static let formatVersion: UInt32 = 1
  private static let magic: UInt32 = 0x4D4B_5453  // "STKM", little endian

  /// The table built into the program.
  static let shared = ModelTable(
    UnsafeRawBufferPointer(start: service_model_data_bytes(), count: service_model_data_size()))

  /// FNV-1a of what the table was made from; 0 for a damaged table.
  let inputsDigest: UInt64
  // One stored view a section: a codec reads them for every member of every message.
  let stringOffsets, stringBytes, numbers, lists, services, operations, shapes, members: UnsafeRawBufferPointer

  /// Takes a table whose header fits its size; anything else becomes an empty one. The bytes must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    let isWhole = Self.isWhole(bytes)
    func section(_ section: Section) -> UnsafeRawBufferPointer {
      guard isWhole else { return UnsafeRawBufferPointer(start: nil, count: 0) }
      let at = Self.headerBytes + section.rawValue * 8
      let start = Int(Self.word(bytes, at))
      return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(Self.word(bytes, at + 4))])
    }
    inputsDigest = isWhole ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)) : 0
    stringOffsets = section(.stringOffsets)
    stringBytes = section(.stringBytes)
    numbers = section(.numbers)
    lists = section(.lists)
    services = section(.services)
    operations = section(.operations)
    shapes = section(.shapes)
    members = section(.members)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= headerBytes + Section.allCases.count * 8 else { return false }
    guard word(bytes, 0) == magic, word(bytes, 4) == formatVersion, word(bytes, 8) == UInt32(clamping: bytes.count)
    else { return false }
    guard word(bytes, 12) == UInt32(Section.allCases.count) else { return false }
    return Section.allCases.allSatisfy { section in
      let at = headerBytes + section.rawValue * 8
      return Int(word(bytes, at)) + Int(word(bytes, at + 4)) <= bytes.count
    }
  }

  /// A word of a section; 0 outside of it.
  @inline(__always)
  func word(_ section: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
    guard index >= 0, index < section.count / 4 else { return 0 }
    return UInt32(littleEndian: section.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
  }

  /// An interned number by its place and one more; nil for 0, and outside of the table.
  func number(_ id: UInt32) -> Double? {
    guard id > 0, id <= UInt32(clamping: numbers.count / 8) else { return nil }
    let bits = numbers.loadUnaligned(fromByteOffset: Int(id - 1) * 8, as: UInt64.self)
    return Double(bitPattern: UInt64(littleEndian: bits))
  }

  /// The UTF-8 bytes of an interned string; none outside of the table.
  @inline(__always)
  func utf8(_ id: UInt32) -> UnsafeRawBufferPointer {
    let start = Int(word(stringOffsets, Int(id)))
    let end = Int(word(stringOffsets, Int(id) + 1))
    guard start <= end, end <= stringBytes.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: stringBytes[start..<end])
  }

  /// The row of a name among sorted rows of `width` words that begin with their name; nil if there is none.
  func row(named name: String, in section: UnsafeRawBufferPointer, _ rows: Range<Int>, width: Int) -> Int? {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      switch ModelName(id: word(section, middle * width)).compare(name) {
      case 0: return middle
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }
}

/// What the models in this program were made from.
public enum ServiceModelsDigest {
  /// FNV-1a (64 bits) over the generator and its tables, as `Tools/facts/generate.py` computes it.
  public static var inputs: UInt64 { ModelTable.shared.inputsDigest }
}

import SpecData

/// The packed facts, read where they lie. `Docs/facts.md` describes the layout; `Tools/facts/packer.py` writes it.
///
/// Every read is checked against the section it is in, so a damaged table gives empty answers rather than a trap.
struct FactTable: @unchecked Sendable {
  // Unchecked: the bytes are constant data of the program, never written and never freed.

  /// The sections, in the order of the file's directory.
  enum Section: Int, CaseIterable {
    case stringOffsets, stringBytes, numbers, lists, shapes, types, identities, runtimes, limits, wires, verbs
    case services, actions, iamResources, conditionKeys, globalKeys, managed
    case endpoints, metrics, samTemplates, samManaged, samConnectors, escalations, regions, stateful
    case sdkServices, sdkOperations, sdkMethods, sdkParameters, sdkModules, retired
  }

  /// Magic, format version, size, count of sections, digest.
  private static let headerBytes = 24
  private static let formatVersion: UInt32 = 1
  private static let magic: UInt32 = 0x464B_5453  // "STKF", little endian

  /// The table built into the program.
  static let shared = FactTable(UnsafeRawBufferPointer(start: spec_data_bytes(), count: spec_data_size()))

  /// The whole table, or nothing for a damaged one.
  let bytes: UnsafeRawBufferPointer
  /// The words of the lists, which nearly every question reads.
  let lists: Words
  /// The interned strings.
  let strings: Strings

  /// Takes a table whose header fits its size; anything else becomes an empty one. The bytes must outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    let bytes = Self.isWhole(bytes) ? bytes : UnsafeRawBufferPointer(start: nil, count: 0)
    self.bytes = bytes
    lists = Words(bytes: Self.section(.lists, of: bytes))
    strings = Strings(
      offsets: Words(bytes: Self.section(.stringOffsets, of: bytes)), bytes: Self.section(.stringBytes, of: bytes))
  }

  private static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let directory = headerBytes + Section.allCases.count * 8
    guard bytes.count >= directory else { return false }
    func word(_ offset: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    guard word(0) == magic, word(4) == formatVersion, word(8) == UInt32(clamping: bytes.count) else { return false }
    guard word(12) == UInt32(Section.allCases.count) else { return false }
    return Section.allCases.allSatisfy { section in
      let at = headerBytes + section.rawValue * 8
      return Int(word(at)) + Int(word(at + 4)) <= bytes.count
    }
  }

  /// FNV-1a of what the table was made from; 0 for a damaged table.
  var inputsDigest: UInt64 {
    bytes.isEmpty ? 0 : UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
  }

  /// The bytes of a section.
  func section(_ section: Section) -> UnsafeRawBufferPointer { Self.section(section, of: bytes) }

  private static func section(_ section: Section, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard !bytes.isEmpty else { return bytes }
    let at = headerBytes + section.rawValue * 8
    let start = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
    let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)))
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
  }

  /// The words of a section.
  func words(_ section: Section) -> Words { Words(bytes: self.section(section)) }

  /// A word of a section; 0 outside of it.
  func word(_ section: Section, _ index: Int) -> UInt32 { words(section)[index] }

  /// How many rows of `width` words a section has.
  func rows(_ section: Section, width: Int) -> Int { self.section(section).count / (4 * width) }

  /// An interned number; 0 outside of the table.
  func number(_ index: UInt32) -> Double {
    let numbers = section(.numbers)
    guard index < UInt32(clamping: numbers.count / 8) else { return 0 }
    let bits = numbers.loadUnaligned(fromByteOffset: Int(index) * 8, as: UInt64.self)
    return Double(bitPattern: UInt64(littleEndian: bits))
  }

  /// The UTF-8 bytes of an interned string; none outside of the table.
  func utf8(_ id: UInt32) -> UnsafeRawBufferPointer { strings[id] }

  /// An interned string.
  func string(_ id: UInt32) -> String { String(decoding: utf8(id), as: UTF8.self) }

  /// An interned string, or nil for the empty one, which stands for "none".
  func optionalString(_ id: UInt32) -> String? { id == 0 ? nil : string(id) }
}

extension FactTable {
  /// The words of one section, located once.
  struct Words: @unchecked Sendable {
    // Unchecked as the table is.
    let bytes: UnsafeRawBufferPointer

    /// How many there are.
    var count: Int { bytes.count / 4 }

    /// A word; 0 outside of the section.
    @inline(__always)
    subscript(index: Int) -> UInt32 {
      guard index >= 0, index < count, let base = bytes.baseAddress else { return 0 }
      return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }
  }

  /// The interned strings, located once.
  struct Strings {
    let offsets: Words
    let bytes: UnsafeRawBufferPointer

    /// The UTF-8 bytes of a string; none outside of the table.
    @inline(__always)
    subscript(id: UInt32) -> UnsafeRawBufferPointer {
      let start = Int(offsets[Int(id)])
      let end = Int(offsets[Int(id) + 1])
      guard start <= end, end <= bytes.count, let base = bytes.baseAddress else {
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }
      return UnsafeRawBufferPointer(start: base + start, count: end - start)
    }
  }
}

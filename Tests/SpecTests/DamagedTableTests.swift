import Testing

@testable import Spec

@Suite struct DamagedTableTests {
  private static let whole = Array(FactTable.shared.bytes)

  @Test(arguments: [0, 3, 23, 24, 100, 151, 152, 1000, 1_000_000])
  func truncatedTableIsEmpty(length: Int) {
    Array(Self.whole.prefix(length)).withUnsafeBytes { bytes in
      let table = FactTable(bytes)
      #expect(table.rows(.types, width: 8) == 0)
      #expect(table.string(5) == "")
      #expect(table.number(0) == 0)
      #expect(table.inputsDigest == 0)
    }
  }

  @Test func readsOutsideOfSectionsAreEmpty() {
    let table = FactTable.shared
    #expect(table.word(.types, -1) == 0)
    #expect(table.word(.types, .max) == 0)
    #expect(table.string(.max) == "")
    #expect(table.number(.max) == 0)
    #expect(FactList(table, .max).count == 0)
    #expect(Shape(offset: .max).properties.isEmpty)
    #expect(ResourceType(row: 1 << 40).name == "")
  }

  @Test func nonsenseInTheBodyNeverTraps() {
    // The directory stays whole; every word of the body is wrong.
    var bytes = Self.whole
    for index in 152..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 197) }
    bytes.withUnsafeBytes { bytes in
      let table = FactTable(bytes)
      for offset in stride(from: UInt32(0), to: 5000, by: 7) {
        let list = FactList(table, offset, stride: 2)
        _ = table.string(table.word(.types, Int(offset)))
        #expect(list.count <= bytes.count)
        _ = "Name".withBytes { list.find($0) }
      }
    }
  }
}

import Foundation
import Testing

@testable import LocalRuntime

@Suite struct SQLiteStoreTests {
  static func put(_ key: String, _ value: String, in space: String = "s") -> StoreChange {
    .put(space: space, key: key, value: Array(value.utf8))
  }

  /// Both stores behave the same.
  static func stores(_ folder: ScratchFolder) throws -> [any Store] {
    [MemoryStore(), try SQLiteStore(folder: folder.path + "/both")]
  }

  @Test func putsReplacesRemovesAndClears() async throws {
    let folder = try ScratchFolder()
    for store in try Self.stores(folder) {
      try await store.commit([Self.put("b", "1"), Self.put("a", "2"), Self.put("ä", "3"), Self.put("B", "4")])
      try await store.commit([Self.put("b", "5"), .remove(space: "s", key: "a"), .remove(space: "s", key: "nothing")])
      try await store.commit([Self.put("x", "6", in: "other")])
      #expect(try await store.rows(of: "s").map(\.key) == ["B", "b", "ä"])
      #expect(try await store.rows(of: "s").map(\.value) == ["4", "5", "3"].map { Array($0.utf8) })
      try await store.commit([.clear(space: "s"), Self.put("y", "7")])
      #expect(try await store.rows(of: "s").map(\.key) == ["y"])
      #expect(try await store.rows(of: "other").count == 1)
      #expect(try await store.rows(of: "none").isEmpty)
    }
  }

  @Test func ordersKeysByBytes() async throws {
    let folder = try ScratchFolder()
    let keys = ["", "a", "a ", "aa", "Z", "~", "é", "\u{FFFD}", "🦊", "0", "10", "2"]
    for store in try Self.stores(folder) {
      try await store.commit(keys.shuffled().map { Self.put($0, "v") })
      let expected = keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      #expect(try await store.rows(of: "s").map(\.key) == expected)
    }
  }

  @Test func keepsTheOrderOfCommitsAndRecords() async throws {
    let folder = try ScratchFolder()
    for store in try Self.stores(folder) {
      store.record([Self.put("k", "1")])
      try await store.commit([Self.put("k", "2")])
      store.record([Self.put("k", "3")])
      store.record([.remove(space: "s", key: "k")])
      store.record([Self.put("k", "4")])
      try await store.commit([])
      #expect(try await store.rows(of: "s").map(\.value) == [Array("4".utf8)])
    }
  }

  @Test func isThereAfterASuddenEnd() async throws {
    let folder = try ScratchFolder()
    let store = try SQLiteStore(folder: folder.path + "/run")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<16 {
        group.addTask {
          for index in 0..<25 { try await store.commit([Self.put("\(task)-\(index)", "v")]) }
        }
      }
      try await group.waitForAll()
    }
    let copy = try folder.copy(of: folder.path + "/run", as: "after")
    let after = try SQLiteStore(folder: copy)
    #expect(try await after.rows(of: "s").count == 400)
  }

  @Test func failsAloneAndAsAWhole() async throws {
    let folder = try ScratchFolder()
    let store = try SQLiteStore(folder: folder.path)
    // A change that the store refuses, at the same time as others that it takes.
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<20 {
        group.addTask {
          let bad = index % 5 == 0
          do {
            try await store.commit([
              Self.put("a\(index)", "v", in: "t\(index)"), Self.put(bad ? "\0" : "b", "v", in: "t\(index)"),
            ])
            return !bad
          } catch {
            return bad
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0 })
    #expect(try await store.rows(of: "t5").isEmpty)
    #expect(try await store.rows(of: "t6").count == 2)
    // The space whose first use failed can be used.
    try await store.commit([Self.put("a", "v", in: "t5")])
    #expect(try await store.rows(of: "t5").count == 1)
  }

  @Test func isOpenOnce() throws {
    let folder = try ScratchFolder()
    let store = try SQLiteStore(folder: folder.path)
    let error = #expect(throws: StoreError.self) { try SQLiteStore(folder: folder.path) }
    #expect(error?.reason.contains("another run of this stack holds `\(folder.path)/state.lock`") == true)
    withExtendedLifetime(store) {}
  }

  @Test func canBeOpenedAgainWhenItsRunIsGone() async throws {
    let folder = try ScratchFolder()
    do {
      let store = try SQLiteStore(folder: folder.path)
      try await store.commit([Self.put("k", "v")])
      await store.close()
      await #expect(throws: StoreError.self) { try await store.commit([Self.put("k", "w")]) }
    }
    let store = try SQLiteStore(folder: folder.path)
    #expect(try await store.rows(of: "s") == [StoreRow(key: "k", value: Array("v".utf8))])
  }

  @Test func saysWhichFileIsDamaged() async throws {
    let folder = try ScratchFolder()
    try Data(repeating: 0x55, count: 8192).write(to: URL(fileURLWithPath: folder.path + "/state.db"))
    let error = #expect(throws: StoreError.self) { try SQLiteStore(folder: folder.path) }
    #expect(error?.reason.hasPrefix("`\(folder.path)/state.db` is damaged: move it") == true, "\(error?.reason ?? "")")
  }

  @Test func saysWhichFileIsDamagedInTheMiddle() async throws {
    let folder = try ScratchFolder()
    do {
      let store = try SQLiteStore(folder: folder.path)
      try await store.commit((0..<2000).map { Self.put("key \($0)", String(repeating: "v", count: 100)) })
      await store.close()
    }
    let file = URL(fileURLWithPath: folder.path + "/state.db")
    var data = try Data(contentsOf: file)
    try #require(data.count > 100_000)
    data.replaceSubrange(40_960..<81_920, with: Data(repeating: 0x55, count: 40_960))
    try data.write(to: file)
    let store = try SQLiteStore(folder: folder.path)
    await #expect { try await store.rows(of: "s") } throws: { error in
      (error as? StoreError)?.reason.contains("state.db` is damaged") == true
    }
  }

  @Test func refusesALaterLayout() throws {
    let folder = try ScratchFolder()
    _ = try SQLiteStore(folder: folder.path)
    let file = URL(fileURLWithPath: folder.path + "/state.db")
    // `PRAGMA user_version` is at byte 60 of the header (SQLite, "Database File Format").
    var data = try Data(contentsOf: file)
    data[63] = 99
    try data.write(to: file)
    let error = #expect(throws: StoreError.self) { try SQLiteStore(folder: folder.path) }
    #expect(error?.reason.contains("later version of stackc (layout 99") == true, "\(error?.reason ?? "")")
  }
}

import Foundation
import GRDB
import Synchronization

/// The two tables of a store file: names of spaces, and rows. A row holds its space as a number, which keeps keys short.
final class StoreTables: Sendable {
  /// The version of this layout (`PRAGMA user_version`).
  private static let version = 1

  /// Numbers of the spaces that have one.
  private let spaces: Mutex<[String: Int64]>

  /// Makes the tables if the file is new, and reads the spaces.
  init(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found <= Self.version else {
      throw StoreError(
        "was written by a later version of stackc (layout \(found), this one knows \(Self.version)): update, or move the file away"
      )
    }
    if found == 0 {
      try db.inTransaction(.immediate) {
        try db.execute(
          sql: """
            CREATE TABLE spaces(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE rows(space INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY(space, key))
              WITHOUT ROWID;
            PRAGMA user_version = \(Self.version);
            """)
        return .commit
      }
    }
    var spaces: [String: Int64] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM spaces") { spaces[row[1]] = row[0] }
    self.spaces = Mutex(spaces)
  }

  /// Every row of a space, by ascending key.
  func rows(of space: String, _ db: Database) throws -> [StoreRow] {
    guard let id = spaces.withLock({ $0[space] }) else { return [] }
    let statement = try db.cachedStatement(sql: "SELECT key, value FROM rows WHERE space = ? ORDER BY key")
    let cursor = try Row.fetchCursor(statement, arguments: [id])
    var rows: [StoreRow] = []
    while let row = try cursor.next() {
      rows.append(StoreRow(key: row[0], value: try row.withUnsafeData(atIndex: 1) { [UInt8]($0 ?? Data()) }))
    }
    return rows
  }

  /// Makes one change. Spaces that it had to number are added to `made`, to be forgotten if the transaction fails.
  func make(_ change: StoreChange, _ made: inout [String: Int64], _ db: Database) throws {
    switch change {
    case .put(_, let key, _) where key.utf8.contains(0), .remove(_, let key) where key.utf8.contains(0):
      // SQLite's texts end there.
      throw StoreError("a key with a NUL: `\(key)`")
    case .put(let space, let key, let value):
      let id = try number(of: space, &made, db)
      let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO rows(space, key, value) VALUES (?, ?, ?)")
      statement.setUncheckedArguments([id, key, Data(value)])
      try statement.execute()
    case .remove(let space, let key):
      guard let id = spaces.withLock({ $0[space] }) else { return }
      let statement = try db.cachedStatement(sql: "DELETE FROM rows WHERE space = ? AND key = ?")
      statement.setUncheckedArguments([id, key])
      try statement.execute()
    case .clear(let space):
      guard let id = spaces.withLock({ $0[space] }) else { return }
      try db.cachedStatement(sql: "DELETE FROM rows WHERE space = ?").execute(arguments: [id])
    }
  }

  /// Forgets the numbers that a transaction gave which did not succeed.
  func forget(_ made: [String: Int64]) {
    spaces.withLock { for name in made.keys { $0[name] = nil } }
  }

  private func number(of space: String, _ made: inout [String: Int64], _ db: Database) throws -> Int64 {
    if let id = spaces.withLock({ $0[space] }) { return id }
    try db.execute(sql: "INSERT INTO spaces(name) VALUES (?)", arguments: [space])
    let id = db.lastInsertedRowID
    spaces.withLock { $0[space] = id }
    made[space] = id
    return id
  }
}

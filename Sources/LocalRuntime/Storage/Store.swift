/// What survives the end of the process, even a sudden one: rows of bytes under a key, in named spaces.
///
/// Services keep their state in memory and write what must last. A space belongs to one owner, who alone gives it meaning.
public protocol Store: Sendable {
  /// Makes changes last, all or none of them; returns when they do. Calls made at the same time share one commit.
  func commit(_ changes: [StoreChange]) async throws(StoreError)

  /// Makes changes last with the next commit, without waiting for it: for what may be lost with the last moments of a
  /// process that is killed (a receive count, the time of a last poll). Order among calls of both kinds is kept.
  func record(_ changes: [StoreChange])

  /// Every row of a space, by ascending key. Meant for the start, before the space is written.
  func rows(of space: String) async throws(StoreError) -> [StoreRow]
}

/// A row.
public struct StoreRow: Sendable, Equatable {
  /// Its key, unique in its space.
  public var key: String
  /// Its contents.
  public var value: [UInt8]

  /// Makes a row.
  public init(key: String, value: [UInt8]) {
    self.key = key
    self.value = value
  }
}

/// A change of one row.
public enum StoreChange: Sendable, Equatable {
  /// Adds a row, in place of an earlier one of that key.
  case put(space: String, key: String, value: [UInt8])
  /// Removes a row; nothing happens if there is none.
  case remove(space: String, key: String)
  /// Removes every row of a space.
  case clear(space: String)
}

/// The disk would not take it.
public struct StoreError: Error, Sendable, Equatable {
  /// Why, in the words of the database or the system.
  public var reason: String

  /// Makes an error.
  public init(_ reason: String) { self.reason = reason }
}

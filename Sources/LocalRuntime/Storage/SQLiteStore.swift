import Foundation
import GRDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A store in one SQLite file, `state.db`, written ahead (WAL) and synchronised at every commit.
///
/// Whatever is waiting when the disk is free becomes one transaction (group commit), so that the cost of synchronising is
/// shared by all who commit at the same time. SQLite documentation, "PRAGMA synchronous": with FULL a transaction in WAL mode
/// survives the loss of power, with NORMAL only the end of the process.
public final class SQLiteStore: Store {
  private struct Request {
    var changes: [StoreChange]
    var done: CheckedContinuation<StoreError?, Never>?
  }

  private struct State {
    var waiting: [Request] = []
    var isDraining = false
    var isClosed = false
  }

  /// The file.
  public let path: String
  private let database: DatabaseQueue
  private let lock: FolderLock
  private let tables: StoreTables
  private let state = Mutex(State())

  /// Opens the store of a folder, and makes both if they are not there.
  ///
  /// - Parameter folder: the folder of the run's state, `.stackc` beside the stack file.
  /// - Throws: when another run has it open, the file is damaged or of a later version, or the disk refuses.
  public init(folder: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StoreError("`\(folder)` cannot be made: \(error.localizedDescription)")
    }
    path = folder + "/state.db"
    lock = try FolderLock(path: folder + "/state.lock")
    do {
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.label = "stackc.state"
      database = try DatabaseQueue(path: path, configuration: configuration)
      tables = try database.inDatabase { db in
        // After opening: GRDB sets NORMAL when it turns on the WAL.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
          throw StoreError("`synchronous` cannot be set to FULL, so that nothing would be sure to last")
        }
        return try StoreTables(db)
      }
    } catch {
      throw StoreError(opening: path, error)
    }
  }

  /// Makes changes last, all or none of them.
  public func commit(_ changes: [StoreChange]) async throws(StoreError) {
    let failure = await withCheckedContinuation { continuation in
      enqueue(Request(changes: changes, done: continuation))
    }
    if let failure { throw failure }
  }

  /// Makes changes last with the next commit.
  public func record(_ changes: [StoreChange]) {
    guard !changes.isEmpty else { return }
    enqueue(Request(changes: changes, done: nil))
  }

  /// Every row of a space, by ascending key.
  public func rows(of space: String) async throws(StoreError) -> [StoreRow] {
    do {
      return try await database.writeWithoutTransaction { [tables] db in try tables.rows(of: space, db) }
    } catch {
      throw StoreError(using: path, error)
    }
  }

  /// Writes what was recorded, and closes the file. Whoever commits later is refused.
  public func close() async {
    // An empty commit comes back after everything that waited before it.
    try? await commit([])
    state.withLock { $0.isClosed = true }
    try? database.close()
  }

  private func enqueue(_ request: Request) {
    enum Fate { case refused, waits, starts }
    let fate = state.withLock { state -> Fate in
      if state.isClosed { return .refused }
      state.waiting.append(request)
      if state.isDraining { return .waits }
      state.isDraining = true
      return .starts
    }
    switch fate {
    case .refused: request.done?.resume(returning: StoreError("`\(path)` is closed"))
    case .waits: break
    // Whatever was asked is written even if nobody keeps the store any more. The connection closes itself when it goes.
    case .starts: database.asyncWriteWithoutTransaction { [self] db in drain(db) }
    }
  }

  /// Writes until nothing waits. What arrives while one transaction is synchronised becomes the next.
  private func drain(_ db: Database) {
    var last = 0
    while true {
      gather(last)
      let batch = state.withLock { state -> [Request] in
        if state.waiting.isEmpty { state.isDraining = false }
        return exchange(&state.waiting, with: [])
      }
      if batch.isEmpty { return }
      last = batch.count
      do {
        try write(batch, db)
        for request in batch { request.done?.resume(returning: nil) }
      } catch {
        // One change that the disk refuses must not fail its neighbours: each is tried alone.
        for request in batch { request.done?.resume(returning: alone(request, db)) }
      }
    }
  }

  /// Gives those who were just answered the moment to come again, so that they share the next transaction: without it each
  /// transaction would hold the one or two that came first. Far shorter than what synchronising takes.
  private func gather(_ count: Int) {
    guard count > 1 else { return }
    let end = ContinuousClock.now + .microseconds(100)
    while state.withLock({ $0.waiting.count }) < count, ContinuousClock.now < end { sched_yield() }
  }

  private func alone(_ request: Request, _ db: Database) -> StoreError? {
    do {
      try write([request], db)
      return nil
    } catch {
      return StoreError(using: path, error)
    }
  }

  private func write(_ requests: [Request], _ db: Database) throws {
    guard requests.contains(where: { !$0.changes.isEmpty }) else { return }
    var made: [String: Int64] = [:]
    do {
      try db.inTransaction(.immediate) {
        for request in requests { for change in request.changes { try tables.make(change, &made, db) } }
        return .commit
      }
    } catch {
      tables.forget(made)
      throw error
    }
  }
}

extension StoreError {
  /// The words for a failure to open.
  fileprivate init(opening path: String, _ error: any Error) {
    if let error = error as? StoreError {
      self = StoreError("`\(path)`: \(error.reason)")
    } else {
      self.init(using: path, error)
    }
  }

  /// The words for a failure to read or write.
  fileprivate init(using path: String, _ error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init("`\(path)`: \(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init("`\(path)` is damaged: move it and `\(path)-wal` away to start without the messages it holds")
    case .SQLITE_FULL: self.init("`\(path)` cannot grow: the disk is full")
    default: self.init("`\(path)`: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }
}

private func exchange<T>(_ place: inout T, with new: T) -> T {
  let old = place
  place = new
  return old
}

import Foundation
import LocalRuntime
import Testing

/// Real files, by the system's notice and by looking; the stream is awaited, and nothing sleeps.
@Suite struct FileWatcherTests {
  /// A folder that goes with the test.
  final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/watched-\(UUID().uuidString)"

    init() throws { try make("") }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func make(_ folder: String) throws {
      try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    }

    func write(_ file: String, _ text: String = UUID().uuidString) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(file)"))
    }

    func move(_ old: String, to new: String) throws {
      try FileManager.default.moveItem(atPath: "\(path)/\(old)", toPath: "\(path)/\(new)")
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(file)") }
  }

  static func watcher(onlyLooks: Bool) -> FileWatcher {
    var watcher = FileWatcher()
    watcher.settle = 20
    watcher.interval = 20
    watcher.onlyLooks = onlyLooks
    return watcher
  }

  /// What is read of a watcher: a busy machine may tell of one act in two parts, the second of them late.
  struct Reader {
    var changes: AsyncStream<Set<String>>.Iterator
    var earlier: Set<String> = []

    init(_ stream: AsyncStream<Set<String>>) { changes = stream.makeAsyncIterator() }

    /// Does something, and reads until all of these roots were told of; any other is a failure.
    mutating func expect(_ roots: Set<String>, after act: () throws -> Void) async throws {
      try act()
      var told: Set<String> = []
      while !roots.isSubset(of: told) {
        let next = try #require(await changes.next())
        #expect(!next.isEmpty && next.isSubset(of: roots.union(earlier)))
        told.formUnion(next)
      }
      earlier = roots
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true]) func tellsWhatChanged(onlyLooks: Bool) async throws {
    let folder = try Folder()
    try folder.make("code/deep/deeper")
    try folder.make("other")
    try folder.write("stack.yaml")
    try folder.write("code/app.py")
    let (stack, code, other) = (folder.path + "/stack.yaml", folder.path + "/code", folder.path + "/other/")
    var reader = Reader(Self.watcher(onlyLooks: onlyLooks).changes(of: [stack, code, other]))
    try await reader.expect([code]) { try folder.write("code/app.py") }
    try await reader.expect([code]) { try folder.write("code/deep/deeper/new.py") }
    try await reader.expect([stack]) { try folder.write("stack.yaml") }
    try await reader.expect([code]) { try folder.remove("code/app.py") }
    try await reader.expect([other]) { try folder.write("other/a") }
    // As editors save: another file, put in place of the old one.
    try await reader.expect([stack]) {
      try folder.write("stack.yaml.new")
      try folder.remove("stack.yaml")
      try folder.move("stack.yaml.new", to: "stack.yaml")
    }
    try await reader.expect([code, other]) {
      try folder.write("code/b.py")
      try folder.write("other/b")
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func seesNewFoldersAndRootsThatComeLater(onlyLooks: Bool) async throws {
    let folder = try Folder()
    let (root, missing) = (folder.path + "/build", folder.path + "/no/such/code")
    var reader = Reader(Self.watcher(onlyLooks: onlyLooks).changes(of: [root, missing]))
    try await reader.expect([root]) { try folder.make("build") }
    try await reader.expect([root]) { try folder.make("build/a/b") }
    try await reader.expect([root]) { try folder.write("build/a/b/x") }
    try await reader.expect([missing]) { try folder.make("no/such/code") }
    try await reader.expect([root]) { try folder.move("build", to: "gone") }
    try await reader.expect([missing]) {
      try folder.write("gone/a/b/x")
      try folder.write("no/such/code/y")
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "code/__pycache__/app.pyc", "code/app.pyc", "code/.app.py.swp", "code/app.py~", "code/4913", "code/.#app.py",
      "code/.git/index", "code/node_modules/.cache/x",
    ])
  func ignoresWhatToolsKeep(file: String) async throws {
    let folder = try Folder()
    try folder.make("code/node_modules")
    try folder.make("code/.git")
    for onlyLooks in [false, true] {
      let stream = Self.watcher(onlyLooks: onlyLooks).changes(of: [folder.path + "/code", folder.path + "/mark"])
      var reader = Reader(stream)
      try await reader.expect([folder.path + "/mark"]) {
        let place = URL(fileURLWithPath: "\(folder.path)/\(file)").deletingLastPathComponent()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try folder.write(file)
        try folder.write("mark")
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func looksBelowRootsWithTooManyFolders() async throws {
    let folder = try Folder()
    try folder.make("small")
    for index in 0..<20 { try folder.make("large/\(index)/deep") }
    var watcher = Self.watcher(onlyLooks: false)
    // The folder that holds both roots, the small one, and not all of the large one.
    watcher.mostFolders = 5
    let (small, large) = (folder.path + "/small", folder.path + "/large")
    var reader = Reader(watcher.changes(of: [small, large]))
    for index in 0..<20 { try await reader.expect([large]) { try folder.write("large/\(index)/deep/x") } }
    try await reader.expect([small]) { try folder.write("small/x") }
    // What grows beyond the bound later is looked at from then on.
    try await reader.expect([small]) { for index in 0..<9 { try folder.make("small/\(index)") } }
    try await reader.expect([small]) { try folder.write("small/8/x") }
  }

  #if os(Linux)
    /// Descriptors of this process that inotify gave.
    static func notices() -> Int {
      let folder = "/proc/self/fd"
      let links = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return links.count { name in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))?.contains("inotify") == true
      }
    }

    @Test(.timeLimit(.minutes(1))) func givesItsDescriptorsBackWhenItsTaskIsCancelled() async throws {
      let folder = try Folder()
      // Other tests watch at the same time: so many more must come and go.
      let count = 40
      let streams = (0..<count).map { _ in Self.watcher(onlyLooks: false).changes(of: [folder.path]) }
      #expect(Self.notices() >= count)
      let tasks = streams.map { stream in Task { for await _ in stream {} } }
      for task in tasks { task.cancel() }
      for task in tasks { await task.value }
      while Self.notices() >= count { await Task.yield() }
    }
  #endif
}

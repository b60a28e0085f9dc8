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

  /// The next roots that changed, once something was done.
  static func next(
    _ changes: inout AsyncStream<Set<String>>.Iterator, after act: () throws -> Void
  ) async throws -> Set<String>? {
    try act()
    return await changes.next()
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true]) func tellsWhatChanged(onlyLooks: Bool) async throws {
    let folder = try Folder()
    try folder.make("code/deep/deeper")
    try folder.make("other")
    try folder.write("stack.yaml")
    try folder.write("code/app.py")
    let (stack, code, other) = (folder.path + "/stack.yaml", folder.path + "/code", folder.path + "/other/")
    var changes = Self.watcher(onlyLooks: onlyLooks).changes(of: [stack, code, other]).makeAsyncIterator()
    #expect(try await Self.next(&changes) { try folder.write("code/app.py") } == [code])
    #expect(try await Self.next(&changes) { try folder.write("code/deep/deeper/new.py") } == [code])
    #expect(try await Self.next(&changes) { try folder.write("stack.yaml") } == [stack])
    #expect(try await Self.next(&changes) { try folder.remove("code/app.py") } == [code])
    #expect(try await Self.next(&changes) { try folder.write("other/a") } == [other])
    // As editors save: another file, put in place of the old one.
    #expect(
      try await Self.next(&changes) {
        try folder.write("stack.yaml.new")
        try folder.remove("stack.yaml")
        try folder.move("stack.yaml.new", to: "stack.yaml")
      } == [stack])
    #expect(
      try await Self.next(&changes) {
        try folder.write("code/b.py")
        try folder.write("other/b")
      } == [code, other])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func seesNewFoldersAndRootsThatComeLater(onlyLooks: Bool) async throws {
    let folder = try Folder()
    let (root, missing) = (folder.path + "/build", folder.path + "/no/such/code")
    var changes = Self.watcher(onlyLooks: onlyLooks).changes(of: [root, missing]).makeAsyncIterator()
    #expect(try await Self.next(&changes) { try folder.make("build") } == [root])
    #expect(try await Self.next(&changes) { try folder.make("build/a/b") } == [root])
    #expect(try await Self.next(&changes) { try folder.write("build/a/b/x") } == [root])
    #expect(try await Self.next(&changes) { try folder.make("no/such/code") } == [missing])
    #expect(try await Self.next(&changes) { try folder.move("build", to: "gone") } == [root])
    #expect(
      try await Self.next(&changes) {
        try folder.write("gone/a/b/x")
        try folder.write("no/such/code/y")
      } == [missing])
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
      var changes = Self.watcher(onlyLooks: onlyLooks).changes(of: [folder.path + "/code", folder.path + "/mark"])
        .makeAsyncIterator()
      let told = try await Self.next(&changes) {
        let place = URL(fileURLWithPath: "\(folder.path)/\(file)").deletingLastPathComponent()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try folder.write(file)
        try folder.write("mark")
      }
      #expect(told == [folder.path + "/mark"])
    }
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

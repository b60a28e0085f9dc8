import Foundation
import Source
import TestSupport
import Testing

@testable import Driver

/// What lies on the disk: found, read, replaced.
@Suite struct DiskTests {
  private static func inFolder(_ files: [String], _ body: (String) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      try TemporaryFolder.write(Dictionary(uniqueKeysWithValues: files.map { ($0, "") }), to: folder)
      try body(folder.path)
    }
  }

  @Test func stacksAreFoundBelowAFolder() throws {
    let files = [
      "stack.yaml", "b/shop.stack.yml", "a/stack.json", "a/other.yaml", "node_modules/stack.yaml", "build/stack.yaml",
      ".hidden/stack.yaml", "a/notstack.yaml",
    ]
    try Self.inFolder(files) { folder in
      let found = StackFinder().find([folder, folder + "/stack.yaml", folder + "/absent", folder + "/.hidden/x"])
      #expect(found.files == ["a/stack.json", "b/shop.stack.yml", "stack.yaml"].map { "\(folder)/\($0)" })
      #expect(found.missing == ["\(folder)/absent", "\(folder)/.hidden/x"])
      #expect(found.empty.isEmpty)
    }
  }

  @Test func aFileThatIsNamedIsTakenWhateverItsName() throws {
    try Self.inFolder(["a/other.yaml", "empty/readme"]) { folder in
      let found = StackFinder().find(["-", folder + "/a/other.yaml", folder + "/empty"])
      #expect(found.files == ["-", "\(folder)/a/other.yaml"])
      #expect(found.empty == ["\(folder)/empty"])
    }
  }

  @Test(arguments: [
    ("*.yaml", ["one.yaml", "two.yaml"]), ("?ne.yaml", ["one.yaml"]), ("*/stack.yaml", ["a/stack.yaml"]),
    ("[*", []), ("z*", []), ("*/*/deep.yaml", ["a/b/deep.yaml"]),
  ]) func globsAreExpanded(pattern: String, expected: [String]) throws {
    try Self.inFolder(["one.yaml", "two.yaml", "a/stack.yaml", "a/b/deep.yaml"]) { folder in
      let found = StackFinder().find(["\(folder)/\(pattern)"])
      #expect(found.files == expected.map { "\(folder)/\($0)" })
      #expect(found.empty.isEmpty == !expected.isEmpty)
    }
  }

  @Test(arguments: [
    ("", "", true), ("", "*", true), ("", "?", false), ("abc", "abc", true), ("abc", "a*c", true), ("abc", "*b*", true),
    ("abc", "a?c", true), ("abc", "a", false), ("abc", "*d", false), ("aXbXc", "a*X*c", true), ("ab", "a**b", true),
    ("größe", "gr?ße", true), ("a*b", "a*b", true),
  ]) func globsMatch(text: String, pattern: String, matches: Bool) { #expect(Glob.matches(text, pattern) == matches) }

  /// A star that has to be tried everywhere is tried in a square, not in powers.
  @Test(.timeLimit(.minutes(1))) func aHostileGlobEnds() {
    #expect(!Glob.matches(String(repeating: "a", count: 300), String(repeating: "a*", count: 100) + "b"))
  }

  @Test func filesAreReplacedWhole() throws {
    try Self.inFolder([]) { path in
      let folder = OutputFolder(path)
      try folder.write([1, 2, 3], to: "a/b/c.bin")
      try folder.write([4], to: "a/b/c.bin")
      let disk = DiskFiles(root: path)
      #expect(disk.contents(of: "a/b/c.bin") == [4])
      #expect(disk.names(in: "a/b") == ["c.bin"])
      #expect(disk.kind(of: "a") == .folder && disk.kind(of: "a/b/c.bin") == .file && disk.kind(of: "x") == nil)
      #expect(disk.contents(of: "a") == nil && disk.contents(of: "x") == nil)
    }
  }

  @Test func whatCannotBeWrittenIsSaid() throws {
    try Self.inFolder(["file"]) { path in
      let failure = #expect(throws: OutputFolder.Failure.self) { try OutputFolder(path).write([], to: "file/below") }
      #expect(failure?.path == "\(path)/file" || failure?.path == "\(path)/file/below")
      #expect(failure?.reason.isEmpty == false)
      #expect(DiskFiles(root: path).names(in: "") == ["file"])
    }
  }

  @Test func theConfigurationIsFoundUpwards() throws {
    try Self.inFolder([".stackc.yaml", "a/b/stack.yaml", "c/.stackc.yaml", "c/d/stack.yaml"]) { path in
      #expect(ConfigurationFile.find(from: "\(path)/a/b") == "\(path)/.stackc.yaml")
      #expect(ConfigurationFile.find(from: "\(path)/c/d") == "\(path)/c/.stackc.yaml")
      #expect(ConfigurationFile.find(from: path) == "\(path)/.stackc.yaml")
      #expect(ConfigurationFile.folder("\(path)/a/b/stack.yaml") == "\(path)/a/b")
      #expect(ConfigurationFile.folder("\(path)/a") == "\(path)/a")
    }
  }
}

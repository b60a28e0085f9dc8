import Foundation
import TestSupport
import Testing

@testable import Driver

/// SHA-256 against the examples of FIPS 180-4 (csrc.nist.gov, "Examples with Intermediate Values").
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]) func isAsPublished(text: String, digest: String) {
    #expect(SHA256.hex(of: Array(text.utf8)) == digest)
  }

  @Test func ofAMillionLetters() {
    let digest = SHA256.hex(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// Each length around the ends of blocks, in one piece and byte by byte.
  @Test(arguments: [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128]) func doesNotDependOnThePieces(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var hash = SHA256()
    for byte in bytes { hash.update([byte]) }
    #expect(hash.finish() == SHA256.hex(of: bytes))
  }
}

/// Zip archives, read by a program that is not ours.
@Suite struct ZipArchiveTests {
  @Test func isReadableElsewhere() throws {
    var archive = ZipArchive()
    archive.add(name: "app.py", contents: Array("def f(): pass\n".utf8), isExecutable: false)
    archive.add(name: "bin/bootstrap", contents: Array("#!/bin/sh\n".utf8), isExecutable: true)
    archive.add(name: "größe/空.bin", contents: [UInt8](0...255), isExecutable: false)
    archive.add(name: "empty", contents: [], isExecutable: false)
    #expect(
      try Self.read(archive.finish()) == """
        app.py 14 100644 1980-1-1
        bin/bootstrap 10 100755 1980-1-1
        größe/空.bin 256 100644 1980-1-1
        empty 0 100644 1980-1-1
        whole

        """)
  }

  @Test func ofNothingIsReadableToo() throws {
    #expect(try Self.read(ZipArchive().finish()) == "whole\n")
  }

  /// What Python's `zipfile` finds: names, sizes, modes, dates, and whether every checksum is right.
  private static func read(_ archive: [UInt8]) throws -> String {
    try TemporaryFolder.with { folder in
      let file = folder.appendingPathComponent("code.zip")
      try Data(archive).write(to: file)
      let script = """
        import sys, zipfile
        sys.stdout.reconfigure(encoding="utf-8")
        with zipfile.ZipFile(sys.argv[1]) as archive:
            for entry in archive.infolist():
                year, month, day = entry.date_time[:3]
                print(entry.filename, entry.file_size, oct(entry.external_attr >> 16)[2:], f"{year}-{month}-{day}")
            print("whole" if archive.testzip() is None else "damaged")
        """
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", "-I", "-c", script, file.path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
  }
}

/// The same folder gives the same object, whatever made it and whatever tools left in it.
@Suite struct ArtifactTests {
  private static let handler = "def f(event, context): pass\n"
  private static let stack = """
    functions:
      f: { runtime: python3.13, handler: app.f, code: src }
    """

  @Test func namesFollowTheContentAlone() throws {
    let files = ["src/app.py": "def f(event, context): pass\n", "src/lib/a.py": "", "src/z": "z", "src/B": "b"]
    let first = try Self.code(files)
    let again = try Self.code(
      files.merging(["src/__pycache__/app.pyc": "x", "src/.stackcignore": "*.tmp\n", "src/a.tmp": "x"]) { $1 })
    #expect(first.map(\.path) == again.map(\.path) && first.map(\.contents) == again.map(\.contents))
    let changed = try Self.code(files.merging(["src/lib/a.py": "pass\n"]) { $1 })
    #expect(first.map(\.path) != changed.map(\.path))
    let renamed = try Self.code(files.filter { $0.key != "src/z" }.merging(["src/y": "z"]) { $1 })
    #expect(first.map(\.path) != renamed.map(\.path))
  }

  @Test func twoFunctionsOfOneFolderShareTheirObject() throws {
    let outputs = try Self.code(
      ["src/app.py": "def f(event, context): pass\n"],
      stack: Self.stack + "\n  g: { runtime: python3.13, handler: app.f, code: src }\n")
    #expect(outputs.count == 1)
  }

  @Test func anExecutableFileIsAnotherContent() throws {
    let plain = try Self.code(["src/app.py": Self.handler, "src/bootstrap": "#!/bin/sh\n"])
    let executable = try Self.code(["src/app.py": Self.handler, "src/bootstrap": "#!/bin/sh\n"]) { folder in
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.appendingPathComponent("src/bootstrap").path)
    }
    #expect(plain.map(\.path) != executable.map(\.path))
  }

  private static func code(
    _ files: [String: String], stack: String = stack, prepare: (URL) throws -> Void = { _ in }
  ) throws -> [StackBuilder.Output] {
    try TemporaryFolder.with { folder in
      try TemporaryFolder.write(files, to: folder)
      try prepare(folder)
      var compilation = Compile.text(stack, files: DiskFiles(root: folder.path))
      #expect(compilation.isDeployable)
      return StackBuilder(folder: folder.path).build(
        &compilation, products: [.code], options: Compile.options)
    }
  }
}

/// `.stackcignore`.
@Suite struct IgnoreFileTests {
  @Test(arguments: [
    // What nobody has to name.
    ("", "app.py", false), ("", "a/b/__pycache__", true), ("", "x.pyc", true), ("", "a/x.pyc", true),
    ("", ".git", true),
    // A name anywhere, a path from the top.
    ("*.md", "README.md", true), ("*.md", "docs/a.md", true), ("/a.txt", "a.txt", true), ("/a.txt", "b/a.txt", false),
    ("docs/a.md", "docs/a.md", true), ("docs/a.md", "x/docs/a.md", false), ("docs/*.md", "docs/a.md", true),
    ("docs/*.md", "docs/b/a.md", false), ("a?c", "abc", true), ("a?c", "ac", false),
    // The last one that fits decides.
    ("*.md\n!README.md", "README.md", false), ("!README.md\n*.md", "README.md", true), ("!*.pyc", "x.pyc", false),
    // Remarks, blanks, carriage returns.
    ("# a.md\n\n  b.md  ", "a.md", false), ("# a.md\n\n  b.md  ", "b.md", true), ("/\n!\n", "a", false),
  ]) func leavesOut(patterns: String, path: String, isOut: Bool) {
    let isFolder = [".git", "__pycache__"].contains { path.hasSuffix($0) }
    #expect(IgnoreFile(patterns).leavesOut(path, isFolder: isFolder) == isOut)
  }

  @Test func aSlashAtTheEndMeansFolders() {
    #expect(IgnoreFile("data/").leavesOut("data", isFolder: true))
    #expect(!IgnoreFile("data/").leavesOut("data", isFolder: false))
  }
}

public import Foundation

/// Where things of this project stand while its tests run.
public enum Project {
  /// The folder of `Package.swift`.
  public static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// The path of a built program: beside the tests that run, or where `STACKC` says; nil if it was not built.
  public static func product(_ name: String) -> URL? {
    if name == "stackc", let path = ProcessInfo.processInfo.environment["STACKC"] { return URL(fileURLWithPath: path) }
    var folders: [URL] = [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
    if let program = CommandLine.arguments.first {
      folders.append(URL(fileURLWithPath: program).deletingLastPathComponent())
    }
    folders.append(root.appendingPathComponent(".build/debug"))
    return folders.map { $0.appendingPathComponent(name) }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }
}

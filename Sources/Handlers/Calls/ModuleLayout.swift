import Spec

/// Finds the files that modules are.
struct ModuleLayout {
  let language: SDKLanguage
  /// Whether a file stands at a path within the code's folder.
  let isFile: (String) -> Bool
  /// Whether a name at the folder's top was installed there by a package manager.
  let isVendored: (String) -> Bool

  /// Where a module is.
  enum Place {
    case file(String)
    /// A module of the language or of AWS's SDK.
    case known
    case foreign
  }

  /// Where a module is that a file imports.
  func place(of module: String, from importer: String) -> Place {
    switch language {
    case .python: python(module, from: importer)
    case .javascript: script(module, from: importer)
    }
  }

  /// "The import system" (The Python Language Reference): modules of the language first, then the function's folder.
  private func python(_ module: String, from importer: String) -> Place {
    var folder = importer.split(separator: "/").dropLast().map(String.init)
    var name = Substring(module)
    if name.hasPrefix(".") {
      name = name.dropFirst()
      while name.hasPrefix(".") {
        guard folder.popLast() != nil else { return .foreign }
        name = name.dropFirst()
      }
    } else {
      folder = []
      let top = String(name.prefix { $0 != "." })
      if SDKModules.contain(top, in: .python) || ["boto3", "botocore"].contains(top) { return .known }
      if isVendored(top) { return .foreign }
    }
    let path = (folder + name.split(separator: ".").map(String.init)).joined(separator: "/")
    let candidates = path.isEmpty ? ["__init__.py"] : [path + ".py", path + "/__init__.py"]
    if let file = candidates.first(where: isFile) { return .file(file) }
    // A package without `__init__.py`, whose modules are imported one by one.
    return module.hasPrefix(".") && name.isEmpty ? .known : .foreign
  }

  /// "Modules: Packages" (Node.js documentation); TypeScript names the file that it becomes.
  private func script(_ module: String, from importer: String) -> Place {
    guard module.hasPrefix("./") || module.hasPrefix("../") || module == "." else {
      let name = module.hasPrefix("node:") ? String(module.dropFirst(5)) : module
      let top = String(name.prefix { $0 != "/" })
      if module == ScriptOutline.environment || top == "@aws-sdk" || top == "@smithy" { return .known }
      return SDKModules.contain(top, in: .javascript) ? .known : .foreign
    }
    var path = importer.split(separator: "/").dropLast().map(String.init)
    for part in module.split(separator: "/") where part != "." {
      if part != ".." {
        path.append(String(part))
      } else if path.popLast() == nil {
        return .foreign
      }
    }
    let base = path.joined(separator: "/")
    if base.hasSuffix(".json") { return .known }
    var stem = base
    for ending in [".js", ".mjs", ".cjs"] where base.hasSuffix(ending) { stem = String(base.dropLast(ending.count)) }
    let candidates =
      [base] + Self.endings.map { base + $0 } + Self.endings.map { stem + $0 }
      + Self.endings.map { "\(base)/index\($0)" }
    return candidates.first(where: isFile).map { .file($0) } ?? .foreign
  }

  private static let endings = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx"]
}

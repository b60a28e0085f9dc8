// swift-tools-version: 6.2
import PackageDescription

/// Set by `Fuzz/run.sh`: every module is instrumented, and the fuzz targets exist.
let isFuzzing = Context.environment["STACKC_FUZZ"] != nil

/// One set of flags for every Swift target: Swift 6 mode, no warning tolerated, imports private unless said otherwise.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
    // Types of the lower modules are used in the loops of the higher ones: copies and calls between them cost the most.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
    // Debug builds, which the tests run, check that no two accesses to a variable overlap.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : [])

/// The compiler needs no Swift on the machine that it runs on, and starts faster. What runs stacks has the whole of Foundation
/// below it, which would weigh more than it saves. LLVM's linker, which comes with Swift, lays it out so that fewer pages are touched.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-static-stdlib", "-lFoundationEssentials", "-l_FoundationCShims", "-l_FoundationCollections"],
    .when(platforms: [.linux], configuration: .release))
]

/// A library module. What it may import is fixed in `ARCHITECTURE.md`, and a test compares each file with it.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

/// A suite of tests for the module of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// A program for those who work on this project; never shipped.
func tool(_ name: String, _ dependencies: [Target.Dependency], path: String, exclude: [String] = []) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies + [.product(name: "ArgumentParser", package: "swift-argument-parser")],
    path: path, exclude: exclude, swiftSettings: strict)
}

/// A libFuzzer target: `Fuzz/Sources/NAME/NAME.swift`.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Fuzz/Sources/\(name)",
    swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let package = Package(
  name: "stackc",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "stackc", targets: ["stackc"]),
    .executable(name: "stackc-local", targets: ["stackc-local"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    module("Source"),
    module("Patterns"),
    module("Diagnostics", ["Source"]),
    .target(name: "SpecData", exclude: ["facts.bin"]),
    module("Spec", ["SpecData"]),
    module("Template", ["States", "Source", "Spec"]),
    module("Events", ["Source", "Diagnostics"]),
    module("States", ["Source", "Diagnostics"]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    module("YAML", ["CLibYAML", "Source", "Diagnostics"]),
    module("Policy", ["Spec", "Source", "Diagnostics"]),
    module("Denials", ["Policy", "Spec", "Source", "Diagnostics"]),
    module("Handlers", ["Spec", "Source"]),
    module("Frontends", ["YAML", "Template", "Spec", "Source", "Diagnostics"]),
    module("Wiring", ["Source"]),
    module("Emitters", ["Template", "Wiring", "Spec", "Source"]),
    module(
      "Validators", ["Handlers", "Patterns", "Policy", "Events", "States", "Template", "Spec", "Source", "Diagnostics"]),
    module("RunFindings", ["Diagnostics"]),
    module(
      "Questions",
      ["Denials", "Validators", "Policy", "Wiring", "Template", "YAML", "Spec", "Source", "Diagnostics"]),
    module(
      "Driver",
      [
        "Frontends", "Validators", "Emitters", "Questions", "Denials", "Policy", "Wiring", "RunFindings", "Template",
        "YAML", "Spec", "Source", "Diagnostics",
      ]),

    .target(name: "ServiceModelData", exclude: ["models.bin"]),
    module("ServiceModels", ["ServiceModelData"]),
    module("WireProtocols", ["Patterns", "ServiceModels"]),
    .target(name: "CProcess"),
    module(
      "LocalRuntime",
      [
        "CProcess", "WireProtocols", "RunFindings", "Wiring", "Policy", "Events", "Spec", "Source", "Diagnostics",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], resources: [.embedInCode("Sandboxes/Bootstraps/node.mjs"), .embedInCode("Sandboxes/Bootstraps/python.py")]),

    tool(
      "conformance",
      [
        "CLibYAML", "Source", "Diagnostics", "YAML", "Frontends", "Events", "Policy", "Spec", "States", "WireProtocols",
        "ServiceModels", "Driver",
      ], path: "Sources/conformance"),
    tool(
      "benchmarks",
      [
        "CLibYAML", "Source", "Diagnostics", "YAML", "Frontends", "Driver", "Policy", "Template", "Spec",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], path: "Benchmarks",
      exclude: ["thresholds.json", "Templates/translate.py", "Templates/peak.py"]),

    .executableTarget(
      name: "stackc",
      dependencies: ["Driver", "Diagnostics", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict, linkerSettings: standalone),

    .executableTarget(
      name: "stackc-local",
      dependencies: ["LocalRuntime", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    tests(
      "DriverTests",
      ["Driver", "Emitters", "Frontends", "Template", "TestSupport", "YAML", "Spec", "Diagnostics", "Source"]),
    tests(
      "PermissionTests",
      ["Driver", "Emitters", "Policy", "Template", "TestSupport", "Spec", "Diagnostics", "Source"]),
    tests(
      "FrontendsTests",
      ["Driver", "Emitters", "Frontends", "Template", "TestSupport", "YAML", "Spec", "Diagnostics", "Source"]),
    tests("DocsTests", ["Driver", "Diagnostics", "Wiring"]),
    tests("ArchitectureTests", []),
    module("TestSupport", ["Source", "Diagnostics"]),

    tests("SourceTests", ["Source"]),
    tests("TemplateTests", ["Template", "Spec", "Source"]),
    tests("DiagnosticsTests", ["Diagnostics", "Source", "TestSupport"], exclude: ["Snapshots"]),
    tests("SpecTests", ["Spec"]),
    tests("RulesTests", ["Driver", "RunFindings", "Validators", "Template", "Diagnostics", "Source", "Spec"]),
    tests("ValidatorsTests", ["Validators"]),
    tests(
      "LimitsTests", ["Driver", "Validators", "Template", "TestSupport", "Diagnostics", "Source", "Spec"],
      exclude: ["floors.json"]),
    tests("DenialsTests", ["Denials", "Policy", "Source", "Diagnostics"]),
    tests(
      "QuestionsTests",
      ["Questions", "Denials", "Driver", "Policy", "Template", "Spec", "Source", "Diagnostics"]),
    tests("PolicyTests", ["Policy", "YAML", "Spec", "Source", "Diagnostics"]),
    .testTarget(
      name: "EmittersTests",
      dependencies: [
        "Emitters", "Wiring", "Driver", "Frontends", "Template", "TestSupport", "Spec", "Diagnostics", "Source",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),
    tests("WiringTests", ["Wiring"]),
    tests(
      "LocalRuntimeTests",
      [
        "LocalRuntime", "WireProtocols", "RunFindings", "Wiring", "Policy", "Events", "Spec", "Diagnostics", "Source",
        "Driver", "Emitters", "Template", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    tests("HandlersTests", ["Handlers", "Spec", "Source"]),
    tests("PatternsTests", ["Patterns"]),
    tests("ServiceModelsTests", ["ServiceModels"]),
    tests("WireProtocolsTests", ["WireProtocols", "ServiceModels"]),
    tests("EventsTests", ["Events", "TestSupport", "Source", "Diagnostics", "Spec"]),
    tests("StatesTests", ["States", "TestSupport", "Source", "Diagnostics", "Spec"]),
    tests("YAMLTests", ["YAML", "Source", "Diagnostics"]),
  ]
)

if isFuzzing {
  package.targets += [
    .target(name: "FuzzSupport", path: "Fuzz/Support", swiftSettings: strict),
    fuzzer("FuzzStates", ["FuzzSupport", "States", "Source", "Diagnostics"]),
    fuzzer("FuzzHandlers", ["FuzzSupport", "Handlers", "Spec", "Source"]),
    fuzzer("FuzzYAML", ["FuzzSupport", "YAML", "Source", "Diagnostics"]),
    fuzzer("FuzzDenials", ["FuzzSupport", "Denials", "Policy", "Source", "Diagnostics"]),
    fuzzer("FuzzPolicy", ["FuzzSupport", "Policy", "Source", "Diagnostics"]),
    fuzzer("FuzzWire", ["FuzzSupport", "WireProtocols"]),
    fuzzer("FuzzLint", ["FuzzSupport", "Driver", "Emitters", "Template", "Spec", "Source", "Diagnostics"]),
  ]
}

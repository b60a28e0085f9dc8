import Source
import Template

extension Section {
  static let layers = Section(
    .layers,
    "Lambda layers: files that several functions share, unpacked under `/opt`.",
    keys: [
      Key(
        "code", .either(.text, .object(CodeLocation.ofLayer)), required: true,
        "The folder, or a `.zip`; laid out as the runtime wants it: `python/`, `nodejs/`, `bin/`. Or where it is already."
      ),
      Key("build", .text, "A command that produces the folder, run by `stackc build`."),
      Key("runtimes", .list(.text), to: "CompatibleRuntimes", "The runtimes it is for."),
      Key(
        "architectures", .list(.choice([Choice("arm64"), Choice("x86_64")])), to: "CompatibleArchitectures",
        "The processors it is for."),
      Key("description", .text, to: "Description", "What is in it."),
      Key("license", .text, to: "LicenseInfo", "The licence of what is in it: an SPDX id or a URL."),
    ],
    example: """
      layers:
        common: { code: layers/common, runtimes: [python3.13] }
      """
  ) { lowering, entry in
    var layer = lowering.resource(entry, .layers)
    if let content = lowering.code(entry, property: "Content", owner: layer.logicalID) {
      layer.properties.set("Content", at: entry.keySpan("code") ?? entry.span, content)
    }
    lowering.add(layer, from: entry)
  }
}

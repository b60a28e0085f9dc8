import Diagnostics
import Source
import Template

extension Rule {
  static let packageSettingUnfit = Rule(
    "STK517", "package-setting-unfit", .error, "a setting that does not belong to the function's kind of package",
    limits: ["LAM-029", "LAM-030"],
    why: """
      A container image brings its runtime, its handler and its layers along; a package in a `.zip` needs the first two \
      told. Code written into the template is for Node.js and Python alone, and stands in a file `index`, which the handler \
      must name ("CreateFunction", AWS Lambda API Reference; "AWS::Lambda::Function Code", AWS CloudFormation Template \
      Reference).
      """,
    examples: [
      .bad(
        Self.function(
          "PackageType: Image, Code: { ImageUri: \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/f:1\" }, ↓Handler: app.f"
        )),
      .bad(Self.function("Runtime: java21, Handler: app.f, Code: { ↓ZipFile: \"class A {}\" }")),
      .bad(Self.function("Runtime: python3.13, Handler: ↓app.f, Code: { ZipFile: \"def f(event, context): pass\" }")),
      .good(
        Self.function("PackageType: Image, Code: { ImageUri: \"123456789012.dkr.ecr.eu-west-1.amazonaws.com/f:1\" }")),
      .good(Self.function("Runtime: python3.13, Handler: index.f, Code: { ZipFile: \"def f(event, context): pass\" }")),
    ])

  private static func function(_ properties: String) -> String {
    "resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: { Role: \"arn:aws:iam::123456789012:role/worker\", \(properties) }\n"
  }
}

extension Check {
  static let packageSettingUnfit = Check(.packageSettingUnfit) { context, findings in
    for function in context.wholeResources("AWS::Lambda::Function") {
      let code = function["Code"]
      let type = function["PackageType"].map(context.resolver.literal) ?? "Zip"
      if type == "Image" {
        for property in ["Runtime", "Handler", "Layers"] {
          guard let entry = function.properties.entry(property), !entry.value.isNoValue else { continue }
          findings.report(
            .packageSettingUnfit(
              "an image brings its own \(property.lowercased()), and takes no `\(context.written(entry))`", "LAM-029",
              at: entry.keySpan, help: "take it away; the image says it"))
        }
      } else if type == "Zip" {
        for property in ["Runtime", "Handler"] where function[property] == nil && code?["ImageUri"] == nil {
          findings.report(
            .packageSettingUnfit(
              "`\(context.called(function))` has no \(property.lowercased())", "LAM-029",
              at: function.propertiesSpan ?? function.span,
              help: "give `\(property)`, or make it a container image",
              place: function.properties.entry("PackageType")?.keySpan ?? function.properties.entry("Code")?.keySpan))
        }
      }
      guard let text = code?.map?.entry("ZipFile"), let runtime = function["Runtime"],
        let name = context.resolver.literal(runtime)
      else { continue }
      if name.hasPrefix("nodejs") || name.hasPrefix("python") {
        guard let handler = function["Handler"], let path = context.resolver.literal(handler),
          !path.hasPrefix("index.")
        else { continue }
        findings.report(
          .packageSettingUnfit(
            "code in the template stands in a file `index`, and `\(path)` is in another", "LAM-030", at: handler.span,
            help: "write `index.\(path.split(separator: ".").last ?? "handler")`",
            consequence: "each invocation fails: the module is not found"))
        continue
      }
      findings.report(
        .packageSettingUnfit(
          "code in the template is for Node.js and Python alone, not for `\(name)`", "LAM-030", at: text.keySpan,
          help: "put the code into a folder, or build a package"))
    }
  }
}

extension Diagnostic {
  fileprivate static func packageSettingUnfit(
    _ message: String, _ row: String, at span: Span, help: String,
    consequence: String = "Lambda refuses the function", place: Span? = nil
  ) -> Diagnostic {
    Diagnostic(
      .packageSettingUnfit, message, at: span, notes: place.map { [.init("this makes it a package", at: $0)] } ?? [],
      consequences: [consequence], help: [help], limits: [row])
  }
}

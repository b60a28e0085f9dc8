import Diagnostics
import Driver
import Frontends
import Source
import TestSupport
import Testing

/// Files that go through the phases together are told the same as those that go alone.
@Suite struct TogetherTests {
  private static let others = [
    ("broken.yaml", "stack: [\n"), ("empty.yaml", ""),
    ("template.yaml", "Resources:\n  A: { Type: AWS::SQS::Queue, Propertis: {} }\n"),
    ("sam.yaml", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: { Type: AWS::Serverless::Function }\n"),
    ("policy.json", #"{"Version": "2012-10-17", "Statement": [{"Effect": "Alow"}]}"#),
    ("macro.yaml", "Transform: Other\nResources:\n  A: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref B } }\n"),
    ("quiet.yaml", "stack: a\nqueues:\n  b: {}  # stackc: ignore STK520\n"),
  ]

  @Test func nothingIsSharedButTheTime() {
    let files = Self.others + Section.all.map { ("stack.yaml", $0.example) } + Self.others.reversed()
    let inputs = files.map { path, text in
      Compiler.Input(SourceFile(path: path, text: text), files: Compile.sampleFiles)
    }
    let together = Compiler.compile(inputs, options: Compile.options)
    #expect(together.count == inputs.count)
    for (input, compilation) in zip(files, together) {
      let alone = Compile.text(input.1, path: input.0)
      #expect(Compile.findings(compilation) == Compile.findings(alone), "\(input.0)")
      #expect(compilation.suppressed == alone.suppressed)
      #expect(compilation.paths == alone.paths)
    }
    #expect(Compiler.compile([], options: Compile.options).isEmpty)
  }
}

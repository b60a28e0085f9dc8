import Diagnostics
import Source
import Template

extension Rule {
  static let codeNotBuilt = Rule(
    "STK342", "code-not-built", .warning, "code that `sam build` has to make first",
    why: """
      `BuildMethod` says that the folder holds sources, and `sam build` makes the code of them. What is packed or run here is \
      the folder as it is, so the function gets no code: `sam build` writes a template to `.aws-sam/build` whose paths lead to \
      what it made.
      """,
    examples: [
      .bad(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Greet:
            Type: AWS::Serverless::Function
            Metadata: { BuildMethod: go1.x }
            Properties: { Runtime: provided.al2023, Handler: bootstrap, CodeUri: ↓greet }

        """, file: "template.yaml", files: ["greet/main.go": "package main\n"]),
      .good(
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Greet:
            Type: AWS::Serverless::Function
            Properties: { Runtime: python3.13, Handler: app.greet, CodeUri: greet }

        """, file: "template.yaml", files: ["greet/app.py": "def greet(event, context): return 'hello'\n"]),
    ])
}

extension Diagnostic {
  static func codeNotBuilt(_ path: Name, by tool: String) -> Diagnostic {
    Diagnostic(
      .codeNotBuilt, "`\(path.text.prefix(60))` holds sources that `\(tool)` makes the code of", at: path.span,
      consequences: ["it is not packed, and its function does not run here"],
      help: ["run `sam build`, and take `.aws-sam/build/template.yaml`"])
  }
}

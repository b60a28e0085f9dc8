import Driver
import Source
import Template
import Testing

/// Templates made into stack files.
@Suite struct StackImportTests {
  private static let template = """
    Parameters:
      Stage: { Type: String, Default: dev }
    Mappings:
      Days: { dev: { kept: 7 } }
    Conditions:
      IsDev: !Equals [!Ref Stage, dev]
    Resources:
      # Orders wait here.
      # For a day.
      Orders:
        Type: AWS::SQS::Queue
        Condition: IsDev
        Properties: { VisibilityTimeout: 180, QueueName: !Sub "orders-${Stage}", SqsManagedSseEnabled: true }
      Plain: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 180 } }
      Log:
        Type: AWS::SSM::Parameter
        Properties: { Type: String, Value: "a ${literal} text: #1", Description: "two\\nlines" }
    Outputs:
      Url: { Value: !If [IsDev, !Ref Orders, "none"], Export: { Name: orders-url } }

    """

  @Test func aStackFileBuildsToWhatTheTemplateSays() throws {
    let compilation = Compile.text(Self.template, files: FilesInMemory(), path: "template.yaml")
    let made = try StackImport(compilation, files: FilesInMemory())
    #expect(made.difference == nil)
    #expect(made.resources == 3 && made.native == 1)
    #expect(made.text.contains("  # Orders wait here.\n  # For a day.\n  orders:\n    logicalId: Orders\n"))
    #expect(made.text.contains("    visibilityTimeout: \"3m\"\n"))
    #expect(made.text.contains("  Plain:\n    Type: AWS::SQS::Queue\n"))
    let built = Compile.text(made.text, files: FilesInMemory())
    #expect(built.isDeployable, "\(made.text)")
    #expect(built.template?["Log"]?["Value"]?.string == "a ${literal} text: #1")
    #expect(built.template?["Log"]?["Description"]?.string == "two\nlines")
    #expect(built.template?.outputs.first?.attributes["Export"]?["Name"]?.string == "orders-url")
  }

  @Test func whatCannotBeImportedIsRefused() {
    func refusal(_ text: String) -> StackImport.Refusal? {
      let compilation = Compile.text(text, files: FilesInMemory(), path: "template.yaml")
      do { _ = try StackImport(compilation, files: FilesInMemory()) } catch { return error }
      return nil
    }
    #expect(refusal("queues: { q: {} }\n") == .noTemplate)
    #expect(refusal("Resources: { Q: { Type: AWS::SQS::Queue, Properties: { Nope: 1 } } }\n") == .faulty)
    #expect(refusal("Transform: Mine\nResources: { Q: { Type: AWS::SQS::Queue } }\n") == .unexpanded("Mine"))
  }
}

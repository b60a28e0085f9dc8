import Diagnostics
import Driver
import Emitters
import Foundation
import Frontends
import Source
import Spec
import Template
import TestSupport
import Testing
import Wiring

/// A stack whose plan is held against its template.
struct PlanStack: CustomTestStringConvertible, Sendable {
  let name: String
  let template: StackTemplate
  let sources: SourceMap
  var testDescription: String { name }

  /// The plan, without what is only said of it.
  var plan: WiringPlan { Self.plan(of: template, sources) }

  /// The plan of a template, without what is only said of it.
  static func plan(of template: StackTemplate, _ sources: SourceMap) -> WiringPlan {
    var plan = WiringPlanEmitter(template, sources: sources).plan
    plan.unsupported = []
    return plan
  }

  private init?(_ name: String, _ text: String, _ files: any ProjectFiles) {
    guard let today = CalendarDate(parsing: "2026-11-24") else { return nil }
    let compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: text), files: files, options: CompileOptions(today: today))
    guard let template = compilation.template else { return nil }
    self.name = name
    self.template = template
    sources = compilation.sources
  }

  /// Every example, and a stack for every key of every section.
  static let all = examples + keys + [further].compactMap { $0 }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples")

  /// The examples of `Examples/`.
  static let examples: [PlanStack] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0 != "broken" }.compactMap { name in
      let path = folder.appendingPathComponent(name).path
      guard let text = try? String(contentsOfFile: "\(path)/stack.yaml", encoding: .utf8) else { return nil }
      return PlanStack(name, text, DiskFiles(root: path))
    }
  }()

  /// For each key of the language a stack that has it.
  private static let keys: [PlanStack] = Section.all.flatMap { section -> [PlanStack] in
    guard case .object(let shape) = section.entry, section.name != "resources" else { return [] }
    return shape.keys.compactMap { key in
      guard let line = KeySamples.line(section: section.name, key: key.name) else { return nil }
      let lines = KeySamples.base(section: section.name, without: key.name) + [line]
      let text = KeySamples.stack(section.name, "sample" + KeySamples.suffix(of: key.name), lines)
      return PlanStack(
        "\(section.name).\(key.name)", text,
        FilesInMemory(["src/app.py": "def f(event, context): pass\n", "lib/a.py": ""]))
    }
  }

  /// What the language leaves to raw resources and the plan has a form for.
  private static let further = PlanStack(
    "further",
    """
    userPools:
      people: { clients: { web: {} } }
    roles:
      worker: { trusts: lambda.amazonaws.com }
    resources:
      Nights:
        Type: AWS::Scheduler::ScheduleGroup
        Properties: { Name: nights }
      People:
        Type: AWS::Cognito::UserPoolIdentityProvider
        Properties:
          UserPoolId: !Ref PeopleUserPool
          ProviderName: Google
          ProviderType: Google
          ProviderDetails: { client_id: a }
      Attached:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          Roles: [!Ref WorkerRole]
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: sqs:ListQueues, Resource: "*" }]
      Shared:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: sqs:ListQueues, Resource: "*" }]
      Secret:
        Type: AWS::SecretsManager::Secret
        Properties: { GenerateSecretString: { PasswordLength: 40 } }
    """, FilesInMemory([:]))
}

import Emitters
import Foundation
import Source
import Template
import Testing

@Suite struct CloudFormationEmitterTests {
  private static let span = Span(SourceID(0), 0, 0)

  private func emit(_ template: StackTemplate) -> String {
    String(decoding: CloudFormationEmitter(template).bytes, as: UTF8.self)
  }

  @Test func writesSectionsInAWSOrder() throws {
    let span = Self.span
    var template = StackTemplate(source: SourceID(0))
    template.description = Name("A stack", span)
    template.transforms = [Name("AWS::LanguageExtensions", span)]
    template.metadata = .object(span, ["note": .string("x", span)])
    template.parameters = [
      Parameter(
        name: Name("Stage", span), type: "String", defaultValue: nil,
        attributes: ValueMap([.init("Type", at: span, .string("String", span))]))
    ]
    template.mappings.set("Sizes", at: span, .object(span, ["dev": .object(span, ["memory": .integer(128, span)])]))
    let equals = Value.call(.equals, .list([.ref("Stage", span), .string("prod", span)], span), span)
    template.conditions.set("IsProd", at: span, equals)
    var queue = Resource("Orders", "AWS::SQS::Queue", at: span)
    queue.condition = Name("IsProd", span)
    queue.properties.set("Tags", at: span, .object(span, [:]))
    queue.attributes.set("DeletionPolicy", at: span, .string("Retain", span))
    template.add(queue)
    template.add(Resource("Bare", "AWS::SNS::Topic", at: span))
    template.outputs = [
      Output(
        name: Name("Arn", span), attributes: ValueMap([.init("Value", at: span, .getAtt("Orders", "Arn", span))]))
    ]
    #expect(
      emit(template) == """
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Description": "A stack",
          "Metadata": {
            "note": "x"
          },
          "Parameters": {
            "Stage": {
              "Type": "String"
            }
          },
          "Mappings": {
            "Sizes": {
              "dev": {
                "memory": 128
              }
            }
          },
          "Conditions": {
            "IsProd": {
              "Fn::Equals": [
                {
                  "Ref": "Stage"
                },
                "prod"
              ]
            }
          },
          "Transform": "AWS::LanguageExtensions",
          "Resources": {
            "Orders": {
              "Type": "AWS::SQS::Queue",
              "Condition": "IsProd",
              "Properties": {
                "Tags": {}
              },
              "DeletionPolicy": "Retain"
            },
            "Bare": {
              "Type": "AWS::SNS::Topic"
            }
          },
          "Outputs": {
            "Arn": {
              "Value": {
                "Fn::GetAtt": [
                  "Orders",
                  "Arn"
                ]
              }
            }
          }
        }

        """)
  }

  struct DependencyCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let property: Value
    let dependsOn: [String]
    let written: String?
  }

  @Test(arguments: [
    DependencyCase(
      testDescription: "implied by Ref", property: .ref("A", span), dependsOn: ["A"], written: nil),
    DependencyCase(
      testDescription: "implied by Sub", property: .sub("x-${A.Arn}", span), dependsOn: ["A", "B"],
      written: #""DependsOn":"B""#),
    DependencyCase(
      testDescription: "a branch may not be taken",
      property: .call(.ifElse, .list([.string("C", span), .ref("A", span), .string("", span)], span), span),
      dependsOn: ["A"], written: #""DependsOn":"A""#),
    DependencyCase(
      testDescription: "several, each once", property: .string("x", span), dependsOn: ["B", "A", "B"],
      written: #""DependsOn":["B","A"]"#),
  ])
  func dropsWhatAReferenceImplies(_ test: DependencyCase) {
    var template = StackTemplate(source: SourceID(0))
    template.add(Resource("A", "AWS::SQS::Queue", at: Self.span))
    template.add(Resource("B", "AWS::SQS::Queue", at: Self.span))
    var topic = Resource("T", "AWS::SNS::Topic", at: Self.span)
    topic.properties.set("DisplayName", at: Self.span, test.property)
    topic.dependsOn = test.dependsOn.map { Name($0, Self.span) }
    template.add(topic)
    var json = JSONWriter(.compact)
    CloudFormationEmitter(template).write(to: &json)
    if let written = test.written {
      #expect(json.text.contains(written))
    } else {
      #expect(!json.text.contains("DependsOn"))
    }
  }

  @Test func wholeStackIsJSONAndTheSameTwice() throws {
    let bytes = CloudFormationEmitter(try ExampleStack().template).bytes
    let again = CloudFormationEmitter(try ExampleStack().template).bytes
    #expect(bytes == again)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let resources = try #require(object["Resources"] as? [String: [String: Any]])
    #expect(resources["CheckoutFunction"]?["Type"] as? String == "AWS::Lambda::Function")
    #expect(Set(resources.keys) == Set(try ExampleStack().template.resources.map(\.logicalID)))
  }
}

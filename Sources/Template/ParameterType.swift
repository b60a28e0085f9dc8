/// CloudFormation's parameter types ("CloudFormation-supplied parameter types", AWS CloudFormation User Guide).
public enum ParameterType {
  private static let identifiers = [
    "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id", "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup::Id", "AWS::EC2::Subnet::Id",
    "AWS::EC2::Volume::Id", "AWS::EC2::VPC::Id", "AWS::Route53::HostedZone::Id",
  ]

  /// Every type.
  public static let all: [String] = {
    let lists = (["Number", "String"] + identifiers).map { "List<\($0)>" }
    let values = (["String", "CommaDelimitedList"] + identifiers + lists).map { "AWS::SSM::Parameter::Value<\($0)>" }
    return ["String", "Number", "CommaDelimitedList", "AWS::SSM::Parameter::Name"] + identifiers + lists + values
  }()

  /// Whether a value is several, with commas between them.
  public static func isList(_ type: String) -> Bool { type == "CommaDelimitedList" || type.hasPrefix("List<") }

  /// Whether `Ref` gives a list: the value is several, or the parameter that it names is.
  public static func givesList(_ type: String) -> Bool {
    let stored = "AWS::SSM::Parameter::Value<"
    return isList(type.hasPrefix(stored) ? String(type.dropFirst(stored.count).dropLast()) : type)
  }
}

extension Substring {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    let start = drop { $0 == " " }
    return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
  }
}

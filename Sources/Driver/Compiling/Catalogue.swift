import Denials
public import Diagnostics
import Frontends
import Questions
import RunFindings
import Spec
import Validators
import YAML

/// Every rule: the compiler's, those that a local run finds, and those of answers to questions.
public enum Catalogue {
  /// All rules, by code.
  public static let rules: [Rule] = (compilerRules + RunFindings.all + answerRules).sorted { $0.code < $1.code }

  /// The rules of the compiler, by code: what a stack can be checked for before it runs.
  public static let compilerRules: [Rule] = {
    let all =
      YAMLRules.all + SuppressionRules.all + DriverRules.all + LanguageRules.all + Checks.shapeRules + Checks.rules
    return all.sorted { $0.code < $1.code }
  }()

  /// The rules of answers: to pasted errors, and to questions.
  public static let answerRules: [Rule] =
    DenialRules.all + QuestionRules.all + TighteningRules.all
    + ComparisonRules.all

  /// The rule of a code, or of a name in kebab case.
  public static func rule(_ codeOrName: String) -> Rule? {
    rules.first { $0.code.lowercased() == codeOrName.lowercased() || $0.name == codeOrName.lowercased() }
  }
}

extension Catalogue {
  /// A rule with the limits it rests on, each with its source.
  public static func explanation(of rule: Rule) -> Explanation {
    Explanation(rule, limits: rule.limits.compactMap { ServiceLimit.id($0) }.map { LimitsTable.line($0) })
  }
}

/// The rules of the driver itself.
enum DriverRules {
  static let all: [Rule] = [.invalidConfiguration, .cannotPack]
}

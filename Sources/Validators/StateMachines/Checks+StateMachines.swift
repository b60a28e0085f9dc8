import Diagnostics
import States

extension Checks {
  /// The rules of definitions, which the module that reads them has.
  static var definitionGrammar: [Rule] { StatesRules.all }
}

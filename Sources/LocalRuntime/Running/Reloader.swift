import RunFindings
import Wiring

/// Takes up what is edited while a stack runs: the plan, which `stackc run` makes anew, and the code of functions and layers.
struct Reloader: Sendable {
  private let settings: RunSettings
  private let parts: RunParts
  private let narrator: any Narrator

  init(_ settings: RunSettings, _ parts: RunParts, _ narrator: any Narrator) {
    self.settings = settings
    self.parts = parts
    self.narrator = narrator
  }

  /// Follows changes until the task is cancelled.
  func follow(_ first: RunPlan) async {
    var plan = first
    while !Task.isCancelled {
      for await changed in FileWatcher().changes(of: roots(of: plan)) {
        reloadCode(changed, of: plan)
        guard changed.contains(settings.plan), let next = read(plan.edge), next.plan != plan.plan else { continue }
        await parts.apply(next)
        do throws(BoundServerError) {
          try await parts.dynamoDB.prepare(next)
        } catch {
          tell("the server bound to DynamoDB, \(error.server), cannot be used: \(error.reason)")
        }
        plan = next
        narrator.mention("the stack was taken anew")
        // Its folders may be others now.
        break
      }
    }
  }

  private func roots(of plan: RunPlan) -> [String] {
    [settings.plan]
      + Set(plan.plan.functions.compactMap(\.code) + plan.plan.layers.compactMap(\.code)).sorted().map(path)
  }

  private func path(_ code: String) -> String { code.hasPrefix("/") ? code : "\(settings.folder)/\(code)" }

  private func reloadCode(_ changed: Set<String>, of plan: RunPlan) {
    let layers = Set(plan.plan.layers.filter { $0.code.map { changed.contains(path($0)) } ?? false }.map(\.arn))
    for function in plan.plan.functions {
      let isEdited = function.code.map { changed.contains(path($0)) } ?? false
      guard isEdited || !layers.isDisjoint(with: function.layers) else { continue }
      parts.sandboxes.reload(function.name)
      narrator.mention("\(function.shown) was edited: it starts anew")
    }
  }

  private func read(_ edge: String) -> RunPlan? {
    do throws(StartFault) {
      return RunPlan(try PlanFile.read(settings.plan).at(edge: edge), edge: edge, folder: settings.folder)
    } catch {
      tell(error.message)
      return nil
    }
  }

  private func tell(_ message: String) {
    narrator.tell(
      Occurrence(.reloadFailed, message, at: nil, consequences: ["what ran before goes on"], subject: message))
  }
}

import Template

extension AskedStack {
  /// Answers a question with the stack's policies.
  ///
  /// Where the answer depends on conditions of the template, the stack is asked as it is where they hold and where they do not.
  public func answer(_ question: StackQuestion) throws(StackQuestion.Refusal) -> QuestionAnswer {
    let answer = try answerAsWritten(question)
    guard answer.isAllowed == nil else { return answer }
    let worlds = Resolver(template, deployment).conditionWorlds
    // Where one of those that are asked about is not there, nobody asks.
    let answers = worlds.compactMap { world in
      (try? asked(in: world).answerAsWritten(question)).map { (world: world, answer: $0) }
    }
    guard let first = answers.first else { return answer }
    if answers.allSatisfy({ $0.answer.isAllowed == first.answer.isAllowed }) { return first.answer }
    guard answers.allSatisfy({ $0.answer.isAllowed != nil }) else { return answer }
    let allowed = answers.indices.filter { answers[$0].answer.isAllowed == true }
    guard var denied = answers.first(where: { $0.answer.isAllowed == false })?.answer else { return answer }
    denied.split = (answers.map(\.world).facts(telling: allowed), answer.derivation)
    return denied
  }

  /// The stack as it is in a world.
  func asked(in world: ConditionWorld) -> AskedStack {
    AskedStack(
      template: template.deciding(by: world), sources: sources, trees: trees, files: files, today: today,
      deployment: deployment)
  }
}

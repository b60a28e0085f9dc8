import Policy
import Source

/// Reads the sentences that only one service writes.
struct WordingForm {
  private let text: FoldedText

  init(_ text: FoldedText) { self.text = text }

  func read() -> Denial? {
    for wording in ServiceWording.all {
      guard let place = wording.phrases.lazy.compactMap({ text.find($0) }).first else { continue }
      var denial = Denial(at: text.span(place))
      denial.wording = wording
      denial.policyType = wording.policyType
      denial.service = wording.service
      denial.effect = effect(after: place)
      denial.actions = wording.actions.map { Spanned($0, text.span(place)) }
      if case .service(let service) = wording.asker { denial.principal = Spanned(service, text.span(place)) }
      readNames(place, &denial)
      return denial
    }
    return nil
  }

  private func effect(after place: Range<Int>) -> Denial.Effect? {
    text.after(" with an explicit deny", at: place.upperBound) == nil ? nil : .explicit
  }

  /// What the sentence names.
  private func readNames(_ place: Range<Int>, _ denial: inout Denial) {
    if let call = call(after: place) { denial.actions = [call] }
    readStream(&denial)
    readQueueURL(&denial)
    readDelivery(&denial)
    if denial.resource == nil, let arn = firstARN(from: place.lowerBound) { denial.resource = spanned(arn) }
  }

  /// `… permissions to call ReceiveMessage on SQS`.
  private func call(after place: Range<Int>) -> Spanned<String>? {
    guard text.text(place).hasSuffix("to call "), let name = text.word(at: place.upperBound),
      let on = text.after(" on ", at: name.upperBound), let service = text.word(at: on),
      let prefix = Envelope.prefix(ofServiceNamed: text.text(service))
    else { return nil }
    return Spanned("\(prefix):\(text.text(name))", text.span(name.lowerBound..<service.upperBound))
  }

  /// `Cannot access stream ARN. Please ensure the role can perform the A, B, and C Actions on your stream in IAM.`
  private func readStream(_ denial: inout Denial) {
    guard let start = text.find("please ensure the role can perform the ") else { return }
    if let stream = text.find("cannot access stream "), let arn = text.word(at: stream.upperBound) {
      denial.resource = spanned(arn)
    }
    let end = text.find(" action", from: start.upperBound)?.lowerBound ?? text.bytes.count
    let isTable = denial.resource.map { $0.value.contains(":dynamodb:") } ?? false
    var position = start.upperBound
    while let word = text.word(at: position), word.upperBound <= end {
      let name = text.text(word)
      if name != "and" {
        denial.actions.append(Spanned("\(isTable ? "dynamodb" : "kinesis"):\(name)", text.span(word)))
      }
      position = max(word.upperBound, position + 1)
      while position < end, text.bytes[position] == UInt8(ascii: ",") { position += 1 }
    }
  }

  /// `Access to the resource https://sqs.REGION.amazonaws.com/ACCOUNT/NAME is denied.`
  private func readQueueURL(_ denial: inout Denial) {
    guard let start = text.find("access to the resource https://"),
      let url = text.word(at: start.upperBound - "https://".utf8.count)
    else { return }
    denial.resource = spanned(url)
  }

  /// The attributes of a dead-letter queue's message: `RULE_ARN`, `TARGET_ARN`.
  private func readDelivery(_ denial: inout Denial) {
    if let target = text.find("target_arn"), let arn = firstARN(from: target.upperBound) {
      denial.resource = spanned(arn)
    }
    if let rule = text.find("rule_arn"), let arn = firstARN(from: rule.upperBound) { denial.source = spanned(arn) }
  }

  private func firstARN(from start: Int) -> Range<Int>? {
    text.find("arn:aws", from: start).flatMap { text.word(at: $0.lowerBound) }
  }

  private func spanned(_ range: Range<Int>) -> Spanned<String> { Spanned(text.text(range), text.span(range)) }
}

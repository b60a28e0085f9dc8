import RunFindings

/// Tells what becomes of deliveries that did not simply arrive, each at the line that made the arrow.
struct DeliveryTeller: Sendable {
  let narrator: any Narrator

  func retried(_ stored: StoredDelivery, _ failure: DeliveryFailure, at next: Moment, now: Moment) {
    let wait = next.milliseconds - now.milliseconds
    narrator.tell(
      Occurrence(
        .deliveryRetried, "\(stored.arrowInWords) failed, and is tried again \(Self.when(wait))",
        at: stored.order.place, label: failure.code, notes: [.init(failure.message)], subject: stored.subject))
  }

  /// The target has it; worth a word only if that took more than one try, or is the dead-letter queue.
  func delivered(_ stored: StoredDelivery) {
    if let surrender = stored.surrender, let letter = stored.order.deadLetter {
      let tries = surrender.retries == 0 ? "" : " after \(surrender.retries + 1) tries"
      narrator.tell(
        Occurrence(
          .deadLettered,
          "\(stored.arrowInWords) failed\(tries); it went to \(TargetName(letter.queue).words)",
          at: stored.order.place, label: surrender.failure.code, notes: [.init(surrender.failure.message)],
          subject: stored.subject))
    } else if stored.tries > 1 {
      narrator.mention("\(stored.arrowInWords): delivered at try \(stored.tries)")
    }
  }

  func dropped(_ stored: StoredDelivery, _ failure: DeliveryFailure) {
    var notes = [Occurrence.Note(failure.message)]
    var help: [String] = []
    var message = "\(stored.arrowInWords) failed, and the event is lost"
    if let surrender = stored.surrender, let letter = stored.order.deadLetter {
      message += ": \(TargetName(letter.queue).words) does not take it either"
      notes.insert(.init("first: \(surrender.failure.message)"), at: 0)
      if failure.code == DeliveryFailure.denied {
        help.append("let the dead-letter queue's policy admit `sqs:SendMessage` from \(letter.sender.words)")
      }
    } else {
      help.append("give it a dead-letter queue, which keeps what cannot be delivered")
    }
    narrator.tell(
      Occurrence(
        .deliveryDropped, message, at: stored.order.place, label: failure.code, notes: notes,
        consequences: ["AWS drops the event without a word"], help: help, subject: stored.subject))
  }

  /// Rows of another version of the program, or damaged ones, stay where they are.
  func unreadable(_ count: Int, _ what: String) {
    narrator.tell(
      Occurrence(
        .deliveryFailed, "\(count) \(what) of an earlier run cannot be read and are left aside", at: nil,
        help: ["delete the run's stored state if they are not needed"], subject: what))
  }

  /// "in 1 min", "at once".
  static func when(_ milliseconds: Int64) -> String {
    switch milliseconds {
    case ...0: "at once"
    case ..<1_000: "in \(milliseconds) ms"
    case ..<60_000: "in \((milliseconds + 500) / 1_000) s"
    default: "in \((milliseconds + 30_000) / 60_000) min"
    }
  }
}

extension StoredDelivery {
  fileprivate var arrowInWords: String {
    order.arrow.isEmpty ? "a delivery to \(TargetName(order.parcel.target).words)" : order.arrow
  }

  fileprivate var subject: String { "\(order.arrow) \(order.parcel.target)" }
}

extension Sender {
  /// Who it is, in words.
  var words: String {
    switch self {
    case .service(let name, let source): "`\(name)` for `\(source)`"
    case .role(let arn, _): "`\(arn)`"
    }
  }
}

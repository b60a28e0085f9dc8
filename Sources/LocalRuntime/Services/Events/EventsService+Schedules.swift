import Events
import RunFindings
import Source

extension EventsService {
  /// Fires scheduled rules until the task is cancelled (EventBridge User Guide, "Creating a rule that runs on a schedule").
  public func run() async {
    while !Task.isCancelled {
      await fireWhatIsDue()
      let next = firings.values.map(\.next).min()
      await scheduleChanged.wait(until: next, on: clock)
    }
  }

  /// Works out when each rule fires next. One whose schedule is unchanged keeps its time: a rate counts from when the rule was
  /// made, not from the last reload.
  func schedule() {
    let now = clock.now
    var changed: [String: Firing] = [:]
    for (key, active) in rules where active.rule.enabled {
      guard let text = active.rule.schedule, let schedule = active.schedule else { continue }
      if let firing = firings[key], firing.schedule == text {
        changed[key] = firing
      } else if let next = schedule.next(after: Int(now.milliseconds / 1_000)) {
        changed[key] = Firing(schedule: text, next: Moment(milliseconds: Int64(next) * 1_000))
      }
    }
    firings = changed
    scheduleChanged.ring()
  }

  private func fireWhatIsDue() async {
    let now = clock.now
    for (key, firing) in firings.sorted(by: { $0.key < $1.key }) where firing.next <= now {
      guard let active = rules[key], let schedule = active.schedule else {
        firings[key] = nil
        continue
      }
      // Times that passed while the machine slept are not made up for.
      var next = schedule.next(after: Int(firing.next.milliseconds / 1_000))
      if let due = next, Int64(due) * 1_000 <= now.milliseconds {
        next = schedule.next(after: Int(now.milliseconds / 1_000))
      }
      firings[key] = next.map { Firing(schedule: firing.schedule, next: Moment(milliseconds: Int64($0) * 1_000)) }
      await fire(active, at: firing.next)
    }
  }

  private func fire(_ active: ActiveRule, at moment: Moment) async {
    let event = BusEvent(
      id: RequestID.make(), source: "aws.events", detailType: "Scheduled Event", account: place.account,
      time: moment.secondsText, region: place.region, resources: [active.rule.arn], detail: .map([]))
    let orders = orders(of: active, for: event, event.datum, clock.now.secondsText)
    do throws(StoreError) {
      try await deliverer.submit(orders)
      narrator.mention("rule `\(active.rule.name)` fires")
    } catch {
      narrator.tell(
        Occurrence(
          .deliveryDropped, "rule `\(active.rule.name)` cannot fire: \(error.reason)", at: active.rule.place,
          subject: active.rule.arn))
    }
  }
}

/// The cron of Unix (crontab(5)): five fields, days of the week from 0 for Sunday to 7 for Sunday again.
enum UnixCron {
  /// The same in EventBridge's six fields; nil if it is not five fields, or names both kinds of days, which Unix joins and
  /// EventBridge cannot.
  static func translated(_ fields: [Substring]) -> String? {
    guard fields.count == 5 else { return nil }
    let (dates, weekdays) = (fields[2], fields[4])
    guard dates == "*" || weekdays == "*" else { return nil }
    let days = weekdays == "*" ? "?" : names(weekdays)
    guard let days else { return nil }
    let six = [fields[0], fields[1], days == "?" ? dates : "?", fields[3], Substring(days), "*"]
    for (field, text) in zip(CronField.all, six) {
      var reader = CronReader(field)
      reader.read(text)
      if reader.fault != nil { return nil }
    }
    return six.joined(separator: " ")
  }

  /// A day-of-week field with names for the numbers, since the two count differently.
  private static func names(_ field: Substring) -> String? {
    var text = ""
    var number = ""
    var isStep = false
    for character in field + "," {
      if character.isASCII, character.isNumber {
        number.append(character)
        continue
      }
      if !number.isEmpty {
        guard let value = Int(number), isStep || 0...7 ~= value else { return nil }
        text += isStep ? number : CronField.daysOfWeek.names[value % 7]
        number = ""
      }
      isStep = character == "/"
      text.append(character)
    }
    return String(text.dropLast())
  }
}

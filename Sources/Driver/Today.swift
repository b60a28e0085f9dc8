public import Spec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A day, as the command line names it.
public typealias Day = CalendarDate

extension CalendarDate {
  /// Reads `YYYY-MM-DD`.
  public init?(text: String) { self.init(parsing: text) }

  /// The current day in UTC.
  public static var current: CalendarDate? {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    return CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}

/// The forms of a report that a part of it appears in.
public struct ReportMedia: OptionSet, Hashable, Sendable {
  /// The bits, one a form.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The summary for a terminal.
  public static let text = ReportMedia(rawValue: 1)
  /// The page.
  public static let html = ReportMedia(rawValue: 2)
  /// The file for programs; only what has a key stands in it.
  public static let json = ReportMedia(rawValue: 4)
  /// What a person reads.
  public static let shown: ReportMedia = [.text, .html]
  /// Every form.
  public static let all: ReportMedia = [.text, .html, .json]
}

/// The correlation of the log returns of two underlyings, with where it comes from.
public struct AssetCorrelation: Hashable, Sendable {
  /// The one.
  public let first: Underlying
  /// The other.
  public let second: Underlying
  /// The correlation, in [−1, 1].
  public let value: Double
  /// Who or what says so: `estimated from 500 days`, `desk`.
  public let source: String

  /// Creates a correlation; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidCorrelation` for a value out of range or an underlying with itself.
  public init(_ first: Underlying, _ second: Underlying, value: Double, source: String) throws(MarketError) {
    guard value >= -1, value <= 1, first != second else {
      throw .invalidCorrelation(first: first, second: second, value: value)
    }
    self.first = first
    self.second = second
    self.value = value
    self.source = source
  }
}

/// The correlations that contracts on several underlyings are valued at: no chain quotes them, so that they are an input.
public struct CorrelationTable: Hashable, Sendable {
  /// The correlations, in the order given.
  public let entries: [AssetCorrelation]

  /// No correlation.
  public static let none = CorrelationTable(entries: [], checked: ())

  private init(entries: [AssetCorrelation], checked: Void) { self.entries = entries }

  /// Creates a table.
  ///
  /// - Parameter entries: One a pair, in any order of the two.
  /// - Throws: `MarketError.duplicateCorrelation` for a pair that stands twice.
  public init(_ entries: [AssetCorrelation]) throws(MarketError) {
    var seen = Set<Set<Underlying>>()
    for entry in entries {
      guard seen.insert([entry.first, entry.second]).inserted else {
        throw .duplicateCorrelation(first: entry.first, second: entry.second)
      }
    }
    self.entries = entries
  }

  /// The correlation of two underlyings, in either order; nil where none was given.
  ///
  /// - Complexity: O(entries).
  public func correlation(_ first: Underlying, _ second: Underlying) -> AssetCorrelation? {
    entries.first { ($0.first, $0.second) == (first, second) || ($0.first, $0.second) == (second, first) }
  }
}

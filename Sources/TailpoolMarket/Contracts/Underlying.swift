/// What an option is written on, by its ticker.
public struct Underlying: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  /// The ticker, as the venue writes it: `BTC`, `ETH`, `SPX`.
  public let name: String

  /// Creates an underlying from its ticker.
  ///
  /// - Parameter name: The ticker; case matters.
  public init(_ name: String) {
    self.name = name
  }

  /// Creates an underlying from a literal ticker.
  public init(stringLiteral value: String) {
    name = value
  }

  /// Whether the left ticker sorts first.
  public static func < (left: Underlying, right: Underlying) -> Bool {
    left.name < right.name
  }
}

extension Underlying: CustomStringConvertible {
  /// The ticker.
  public var description: String { name }
}

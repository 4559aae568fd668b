import TailpoolMarket
import TailpoolPricing

/// A book of options on one asset, 30 days before they expire, by which models of scenarios are told apart.
public struct StandardBook: Hashable, Sendable {
  /// An option of the book.
  public struct Leg: Hashable, Sendable {
    /// Call or put.
    public let type: OptionType
    /// The strike over the spot, > 0.
    public let strike: Double
    /// Options held; negative for sold.
    public let quantity: Double

    /// Creates a leg; see the properties for the meaning of each argument.
    public init(_ type: OptionType, strike: Double, quantity: Double) {
      self.type = type
      self.strike = strike
      self.quantity = quantity
    }
  }

  /// What it is called.
  public let name: String
  /// Its options.
  public let legs: [Leg]

  /// Creates a book; see the properties for the meaning of each argument.
  public init(name: String, legs: [Leg]) {
    self.name = name
    self.legs = legs
  }

  /// The straddle, the strangle at 90 and 110 %, the put at 95 % and the call at 105 %, sold; and the straddle held.
  public static let all: [StandardBook] = [
    StandardBook(
      name: "short straddle", legs: [Leg(.call, strike: 1, quantity: -1), Leg(.put, strike: 1, quantity: -1)]),
    StandardBook(
      name: "short strangle", legs: [Leg(.call, strike: 1.1, quantity: -1), Leg(.put, strike: 0.9, quantity: -1)]),
    StandardBook(name: "short put", legs: [Leg(.put, strike: 0.95, quantity: -1)]),
    StandardBook(
      name: "long straddle", legs: [Leg(.call, strike: 1, quantity: 1), Leg(.put, strike: 1, quantity: 1)]),
    StandardBook(name: "short call", legs: [Leg(.call, strike: 1.05, quantity: -1)]),
  ]

  /// Days to expiry of all options.
  static let days: Int64 = 30

  /// The book on an asset with a spot of 1.
  func book(on asset: Underlying, asOf: Timestamp) throws -> Book {
    try Book(
      positions: try legs.enumerated().map { index, leg in
        Position(id: "leg \(index + 1)", contract: try leg.contract(on: asset, asOf: asOf), quantity: leg.quantity)
      })
  }
}

extension StandardBook.Leg {
  /// The option on an asset with a spot of 1.
  func contract(on asset: Underlying, asOf: Timestamp) throws -> OptionContract {
    try OptionContract(
      underlying: asset, type: type, strike: strike, expiry: asOf.advanced(bySeconds: StandardBook.days * 86_400),
      settlement: .cash)
  }
}

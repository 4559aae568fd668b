import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

/// A field of terms or orders, as a file names it.
public struct VenueField: Hashable, Sendable {
  /// The name in the format of events.
  public let name: String
  /// What it must be, in words: `a whole number from 1 to 16,383`.
  public let expectation: String
  /// Whether it may be left out.
  public let isOptional: Bool

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - name: The name in the format of events.
  ///   - expectation: What it must be, in words.
  ///   - isOptional: Whether it may be left out.
  public init(_ name: String, _ expectation: String, isOptional: Bool = false) {
    (self.name, self.expectation, self.isOptional) = (name, expectation, isOptional)
  }

  /// What a time must be.
  static let time = "seconds since 1970, or a time such as 2026-01-01T00:00:00Z"
}

/// Who asks for something.
public enum VenueParty: Hashable, Sendable {
  /// An owner of liquidity.
  case owner(String)
  /// A trader.
  case trader(String)
  /// The protocol.
  case protocolFees

  /// The name; nil for the protocol.
  public var name: String? {
    switch self {
    case .owner(let name), .trader(let name): name
    case .protocolFees: nil
    }
  }

  /// Whether it trades.
  public var isTrader: Bool {
    if case .trader = self { true } else { false }
  }
}

/// What a venue of two tokens has agreed on before its first order.
public protocol VenueTerms: Hashable, Sendable {
  /// The venue of these terms.
  associatedtype Venue: TradingVenue where Venue.Terms == Self

  /// What the kind of venue is called in files.
  static var kind: String { get }
  /// The fields, the version left out.
  static var fields: [VenueField] { get }
  /// The field that a price in whole tokens can stand for; nil where the terms have no price.
  static var priceField: String? { get }
  /// What the price field says for a price; nil where it is out of range, or where there is no such field.
  ///
  /// - Parameters:
  ///   - price: Whole tokens 1 for a whole token 0.
  ///   - scale: Decimals of the tokens.
  static func priceText(_ price: Double, scale: TokenScale) -> String?

  /// The token whose price, in token 1, the venue makes.
  var token0: String { get }
  /// The token that prices are in.
  var token1: String { get }
  /// When the venue opens.
  var opening: Timestamp { get }
  /// The terms as fields.
  var eventValue: EventValue { get }
  /// Reads terms.
  init(_ value: EventValue) throws(EventFormatError)
}

extension VenueTerms {
  /// No field: the venue opens without a price.
  public static var priceField: String? { nil }

  /// None.
  public static func priceText(_ price: Double, scale: TokenScale) -> String? { nil }
}

/// Something that a venue is asked for, in the format of its events.
public protocol VenueOrder: Hashable, Sendable {
  /// The names of what can be asked for.
  static var actions: [String] { get }
  /// The fields of all actions, the version left out.
  static var fields: [VenueField] { get }

  /// When it is asked for.
  var time: Timestamp { get }
  /// What is asked for, by its name in the format.
  var name: String { get }
  /// Who asks.
  var party: VenueParty { get }
  /// The order as fields.
  var eventValue: EventValue { get }
  /// Reads an order.
  init(_ value: EventValue) throws(EventFormatError)
}

/// A venue of any kind, as a replay sees it: orders change it, and it says its price, what it holds and whose it is.
///
/// A venue is a value: an order is taken whole, or refused, and then the venue is what it was.
public protocol TradingVenue: Hashable, Sendable {
  /// What was agreed on.
  associatedtype Terms: VenueTerms
  /// What can be asked for.
  associatedtype Order: VenueOrder

  /// A venue before its first order.
  init(_ terms: Terms) throws(VenueRefusal)

  /// Whether a trade is one token for the other; elsewhere it is money for contracts.
  static var exchangesTokens: Bool { get }

  /// What was agreed on.
  var terms: Terms { get }
  /// When the last order was taken.
  var time: Timestamp { get }
  /// Base units of token 1 for a base unit of token 0; nil where there is no price.
  var priceOfUnits: Double? { get }
  /// What the venue holds.
  var inventory: TokenAmounts { get }
  /// What of it is not owed to traders.
  var worth: TokenAmounts { get }
  /// The whole state as fields, for programs.
  var stateValue: EventValue { get }

  /// Takes an order whole, or throws and stays what it was.
  mutating func take(_ order: Order) throws(VenueRefusal) -> VenueFill
  /// What each owner would be paid if it left now.
  ///
  /// - Throws: `VenueRefusal.overflow`.
  func claims() throws(VenueRefusal) -> [String: TokenAmounts]
  /// The laws that the state does not keep; none, unless there is a fault.
  func audit() -> [VenueFinding]
}

extension TradingVenue {
  /// One token for the other.
  public static var exchangesTokens: Bool { true }

  /// All that the venue holds.
  public var worth: TokenAmounts { inventory }
}

/// What an order came to.
public struct VenueFill: Hashable, Sendable {
  /// What someone was paid by an order that was not its own.
  public struct Payment: Hashable, Sendable {
    /// Who.
    public let party: VenueParty
    /// How much, in base units.
    public let amounts: TokenAmounts

    /// Creates a payment.
    public init(_ party: VenueParty, _ amounts: TokenAmounts) { (self.party, self.amounts) = (party, amounts) }
  }

  /// Contracts that a trade has moved.
  public struct ContractTrade: Hashable, Sendable {
    /// The name of the contract.
    public let name: String
    /// How many the trader bought, or sold when negative.
    public let contracts: Int128
    /// The volatility that they were priced at; nil where there is none.
    public let volatility: Double?

    /// Creates a trade; see the properties for the meaning of each argument.
    public init(name: String, contracts: Int128, volatility: Double?) {
      (self.name, self.contracts, self.volatility) = (name, contracts, volatility)
    }
  }

  /// What moved, the fee included.
  public let flow: TokenFlow
  /// The fee of a trade, the protocol's part included: a part of what was paid in, or kept back of what was paid out; zero for all else.
  public let fee: TokenAmounts
  /// The contracts of a trade at an options venue.
  public let contract: ContractTrade?
  /// Who was paid what left the venue, where it was not who asked.
  public internal(set) var payments: [Payment] = []

  /// Creates a fill.
  ///
  /// - Parameters:
  ///   - flow: What moved.
  ///   - fee: The fee within it.
  ///   - contract: The contracts that a trade has moved.
  public init(_ flow: TokenFlow, fee: TokenAmounts = .zero, contract: ContractTrade? = nil) {
    (self.flow, self.fee, self.contract) = (flow, fee, contract)
  }
}

/// A venue as a file describes it.
public struct VenueDescription: Sendable {
  /// What is agreed on.
  public let terms: any VenueTerms
  /// Decimals of the tokens.
  public let scale: TokenScale

  /// Creates a description.
  ///
  /// - Parameters:
  ///   - terms: What is agreed on.
  ///   - scale: Decimals of the tokens.
  public init(terms: any VenueTerms, scale: TokenScale) { (self.terms, self.scale) = (terms, scale) }
}

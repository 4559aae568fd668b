/// What a contract says, and nothing else: no price, no market, no memory.
///
/// A kind of contract is a type of its own that conforms to this protocol. What prices it is said once, by a conformance
/// to `PriceableContract` in TailpoolPricing; what one position in it remembers (a barrier that was hit, fixings so far)
/// is that position's `ContractState`.
public protocol ContractTerms: Hashable, Sendable {
  /// The name, in the manner of venues: `BTC-29MAY26-71000-C`.
  var name: String { get }
  /// What it is written on, one or several, each once. The first is the one whose part of a book it counts to.
  var underlyings: [Underlying] { get }
  /// What it pays in. A contract on several underlyings that pays in coin pays in the first of them.
  var settlement: Settlement { get }
  /// Units that one contract covers, finite and > 0.
  var contractSize: Double { get }
  /// The instant of expiry; nil for a contract that does not expire.
  var expiration: Timestamp? { get }
}

extension ContractTerms {
  /// Whether other terms are of the same type and equal.
  fileprivate func equals(_ other: any ContractTerms) -> Bool {
    guard let other = other as? Self else { return false }
    return self == other
  }
}

/// A contract of any kind: what can stand in a book.
///
/// European options, contracts without expiry and a user's own kinds are alike here: each is its terms.
public struct Contract: Sendable {
  /// The terms.
  public let terms: any ContractTerms

  /// Takes terms of any kind.
  public init(_ terms: some ContractTerms) { self.terms = terms }

  /// What the contract is written on; the first of several.
  public var underlying: Underlying { terms.underlyings.first ?? Underlying("") }

  /// All that the contract is written on.
  public var underlyings: [Underlying] { terms.underlyings }

  /// The name in the venue's form.
  public var name: String { terms.name }

  /// What the contract pays in.
  public var settlement: Settlement { terms.settlement }

  /// Units that one contract covers.
  public var contractSize: Double { terms.contractSize }

  /// The instant of expiry; nil for a contract that does not expire.
  public var expiry: Timestamp? { terms.expiration }

  /// The listed European option; nil for another contract.
  public var option: OptionContract? { terms as? OptionContract }
}

extension Contract: Hashable {
  /// Whether both have equal terms of one type.
  public static func == (left: Contract, right: Contract) -> Bool { left.terms.equals(right.terms) }

  /// Feeds the terms to a hasher.
  public func hash(into hasher: inout Hasher) { terms.hash(into: &hasher) }
}

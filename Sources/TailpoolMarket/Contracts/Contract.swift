/// What can stand in a book.
///
/// A new kind of contract is a new case here, with a pricer in TailpoolPricing that gives its dollar value under moves of
/// spot and volatility.
public enum Contract: Hashable, Sendable {
  /// A European option with an expiry, settled in cash or in coin.
  case option(OptionContract)
  /// A contract without expiry: everlasting option, power perpetual, perpetual American option or perpetual future.
  indirect case perpetual(PerpetualContract)

  /// What the contract is written on.
  public var underlying: Underlying {
    switch self {
    case .option(let option): option.underlying
    case .perpetual(let perpetual): perpetual.underlying
    }
  }

  /// The name in the venue's form.
  public var name: String {
    switch self {
    case .option(let option): option.name
    case .perpetual(let perpetual): perpetual.name
    }
  }

  /// What the contract pays in.
  public var settlement: Settlement {
    switch self {
    case .option(let option): option.settlement
    case .perpetual(let perpetual): perpetual.settlement
    }
  }

  /// Units that one contract covers.
  public var contractSize: Double {
    switch self {
    case .option(let option): option.contractSize
    case .perpetual(let perpetual): perpetual.contractSize
    }
  }

  /// The instant of expiry; nil for a contract that does not expire.
  public var expiry: Timestamp? { option?.expiry }

  /// The option with an expiry; nil for another contract.
  public var option: OptionContract? {
    if case .option(let option) = self { option } else { nil }
  }

  /// The contract without expiry; nil for an option with one.
  public var perpetual: PerpetualContract? {
    if case .perpetual(let perpetual) = self { perpetual } else { nil }
  }
}

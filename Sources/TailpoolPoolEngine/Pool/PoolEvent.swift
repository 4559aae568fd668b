import TailpoolMarket

/// What one contract is worth and how it moves, as marked.
public struct ContractMark: Hashable, Sendable {
  /// The contract.
  public let contract: String
  /// Value of one contract at the bid, in base units.
  public let bid: UInt128
  /// Value of one contract at the ask, in base units, at least the bid.
  public let ask: UInt128
  /// Delta of one contract, in millionths of the underlying.
  public let deltaMillionths: Int128
  /// Delta of one contract in what it delivers, in millionths of that; 0 for all but exchange options.
  public let deliveredDeltaMillionths: Int128
  /// Vega of one contract, in base units per 1.00 of volatility.
  public let vega: Int128

  /// Creates a mark; see the properties for the meaning of each argument.
  public init(
    contract: String, bid: UInt128, ask: UInt128, deltaMillionths: Int128 = 0, deliveredDeltaMillionths: Int128 = 0,
    vega: Int128 = 0
  ) {
    self.contract = contract
    self.bid = bid
    self.ask = ask
    self.deltaMillionths = deltaMillionths
    self.deliveredDeltaMillionths = deliveredDeltaMillionths
    self.vega = vega
  }
}

/// What the hedge in one underlying is worth, as marked.
public struct HedgeMark: Hashable, Sendable {
  /// The underlying.
  public let underlying: String
  /// Value of the whole hedge at the worse side, in base units, of either sign.
  public let low: Int128
  /// Value of the whole hedge at the better side, in base units, at least `low`.
  public let high: Int128

  /// Creates a mark; see the properties for the meaning of each argument.
  public init(underlying: String, low: Int128, high: Int128) {
    self.underlying = underlying
    self.low = low
    self.high = high
  }
}

/// A sale or purchase of contracts.
public struct PoolTrade: Hashable, Sendable {
  /// The mark of the contract at which the trade is made.
  public let mark: ContractMark
  /// Contracts the pool buys, or sells when negative; not zero.
  public let quantity: Int128
  /// Base units that change hands: received for a sale, paid for a purchase.
  public let premium: UInt128
  /// The part of a sale's premium that is earned evenly until expiry instead of at once, in base units.
  public let spread: UInt128
  /// Expected shortfall of the whole book after the trade, in base units, as the risk engine has it.
  public let shortfallAfter: UInt128

  /// Creates a trade; see the properties for the meaning of each argument.
  public init(mark: ContractMark, quantity: Int128, premium: UInt128, spread: UInt128 = 0, shortfallAfter: UInt128 = 0)
  {
    self.mark = mark
    self.quantity = quantity
    self.premium = premium
    self.spread = spread
    self.shortfallAfter = shortfallAfter
  }
}

/// One source's price of an underlying.
public struct PoolQuote: Hashable, Sendable {
  /// The source, which counts once.
  public let source: String
  /// The price on a scale of 10^8, > 0.
  public let price: UInt128
  /// When the source saw it.
  public let time: Timestamp

  /// Creates a quote; see the properties for the meaning of each argument.
  public init(source: String, price: UInt128, time: Timestamp) {
    self.source = source
    self.price = price
    self.time = time
  }
}

/// What a participant contributes to the pool's expected shortfall, as the risk engine has it.
public struct ShortfallContribution: Hashable, Sendable {
  /// Whose.
  public let participant: String
  /// The Euler contribution in base units; negative for who hedges the others, who gets nothing.
  public let units: Int128

  /// Creates a contribution; see the properties for the meaning of each argument.
  public init(participant: String, units: Int128) {
    self.participant = participant
    self.units = units
  }
}

/// What a participant's margin must be worth, as the risk engine has it.
public struct MarginRequirement: Hashable, Sendable {
  /// Whose.
  public let participant: String
  /// For new risk and withdrawals, in base units of the pool's asset.
  public let initial: UInt128
  /// To be left alone; at most `initial`.
  public let maintenance: UInt128

  /// Creates a requirement; see the properties for the meaning of each argument.
  public init(participant: String, initial: UInt128, maintenance: UInt128) {
    self.participant = participant
    self.initial = initial
    self.maintenance = maintenance
  }
}

/// What happens to a pool.
public enum PoolAction: Hashable, Sendable {
  /// A participant pays in and gets shares at the high side.
  case deposit(participant: String, assets: UInt128, minimumShares: UInt128)
  /// A participant gives shares back and is paid at the low side; only where the terms have no notice.
  case redeem(participant: String, shares: UInt128, minimumAssets: UInt128)
  /// Money that belongs to all: a gift, a recovery, a payment of a loss layer.
  case gift(from: String, assets: UInt128)
  /// Money lost outside the contracts.
  case loss(reason: String, assets: UInt128)
  /// A participant asks to enter with money that is held apart until the ticket is processed.
  case requestEntry(participant: String, assets: UInt128, minimumShares: UInt128)
  /// A participant asks to leave with shares that stay at risk until they are paid.
  case requestExit(participant: String, shares: UInt128, minimumAssets: UInt128)
  /// A participant takes a ticket back.
  case cancel(participant: String, ticket: UInt64)
  /// The tickets whose notice is over are served.
  case process
  /// A contract that can be traded from now on.
  indirect case list(PoolContract)
  /// The pool sells or buys contracts.
  case trade(PoolTrade)
  /// The pool changes the hedge of an underlying.
  case hedge(underlying: String, changeMillionths: Int128, cash: Int128, after: HedgeMark)
  /// All open contracts and hedges are valued at this instant.
  case mark(contracts: [ContractMark], hedges: [HedgeMark], source: String, confidence: Int)
  /// A price of an underlying, on a scale of 10^8; barriers that it reaches are hit.
  case observe(underlying: String, price: UInt128)
  /// All contracts of an underlying that expired at an instant are paid at the average of the observed prices; those that
  /// deliver another underlying wait until that one is settled.
  case settle(underlying: String, expiry: Timestamp)
  /// All that is open in a contract whose terms give no exact payoff is paid at `value` base units each, as `source` says,
  /// and the contract leaves the list: a perpetual contract at any time, another at or after its expiry.
  case close(contract: String, value: UInt128, source: String)
  /// A venue settles the funding of all that is open in a contract: base units received, or paid when below zero.
  case funding(contract: String, cash: Int128)
  /// Rewards are paid in, to be earned evenly over a time.
  case fundRewards(from: String, assets: UInt128, seconds: Int64)
  /// A participant is paid its rewards.
  case claimRewards(participant: String)
  /// New risk, entries and exits stop until an instant; exits through settlement and cancellations go on.
  case halt(until: Timestamp, reason: String)
  /// Several sources' prices of an underlying, of which the terms' guard makes one.
  case quote(underlying: String, quotes: [PoolQuote])
  /// Rewards are paid in and divided at once by what each participant contributes to the risk.
  case rewardRisk(from: String, assets: UInt128, contributions: [ShortfallContribution])
  /// Money that bears losses before the participants' capital does.
  case fundReserve(from: String, assets: UInt128)
  /// Reserve is paid back, while nothing is open that it stands for.
  case releaseReserve(to: String, assets: UInt128)
  /// How far volatility and skew are from their averages, in hundredths of a percent: the breaker may trip.
  case signal(volatilityBasisPoints: Int, skewBasisPoints: Int)
  /// A guardian ends a trip of the breaker; probation follows.
  case endTrip(reason: String)
  /// A parameter changes within its bounds.
  case setParameter(PoolParameter, value: Int, reason: String)
  /// A participant posts margin, in the pool's asset or another.
  case postMargin(participant: String, asset: String, units: UInt128)
  /// A participant takes margin back, down to what it must have.
  case withdrawMargin(participant: String, asset: String, units: UInt128)
  /// The price of a margin asset: `price` base units of the pool's asset for `units` of its own.
  case priceMargin(asset: String, price: UInt128, units: UInt128)
  /// What the scenarios ask of participants' margin.
  case requireMargin([MarginRequirement])
  /// `sold` of `lots` equal lots of an account below its maintenance margin are sold for `paid` base units.
  case liquidate(participant: String, lots: UInt128, sold: UInt128, paid: UInt128)
  /// A participant fails to pay what it owes through the pool; the layers of the waterfall bear it.
  case memberDefault(participant: String, loss: UInt128)
  /// A participant pays what it was assessed, to whom the loss is owed.
  case payAssessment(participant: String, assets: UInt128)
}

/// Something that happens to a pool at an instant.
public struct PoolEvent: Hashable, Sendable {
  /// The version of the format that this library writes.
  public static let version = 1

  /// When it happens; never before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: PoolAction

  /// Creates an event; see the properties for the meaning of each argument.
  public init(at time: Timestamp, _ action: PoolAction) {
    self.time = time
    self.action = action
  }
}

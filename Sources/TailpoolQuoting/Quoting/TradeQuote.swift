import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What the price of a whole trade is made of, in whole units of the pool's asset.
///
/// A taker that buys pays the mid and every charge; one that sells receives the mid less every charge.
public struct QuoteParts: Hashable, Sendable {
  /// What the model says the contracts are worth, ≥ 0.
  public let mid: Double
  /// The charge for gamma and vega that is held longer; below zero where the trade brings them down.
  public let inventory: Double
  /// The charge for the hedge: traded now, traded again for gamma, and funded.
  public let hedge: Double
  /// The charge for capital: hurdle × horizon × what the trade adds to the expected shortfall.
  public let risk: Double
  /// The half spread, ≥ 0.
  public let fee: Double

  /// The sum of all charges.
  public var charges: Double { (inventory + hedge) + (risk + fee) }

  /// The whole price.
  ///
  /// - Parameter isSale: Whether the pool sells.
  public func price(isSale: Bool) -> Double { isSale ? mid + charges : mid - charges }

  /// The first part that is no finite number or too great to be money of so many units a whole, or nil.
  func firstProblem(unitsPerWhole: Double) -> (part: String, value: Double)? {
    let all = [("mid", mid), ("inventory", inventory), ("hedge", hedge), ("risk", risk), ("fee", fee)]
    return all.first { !($0.1.magnitude * unitsPerWhole < Self.bound) }.map { (part: $0.0, value: $0.1) }
  }

  /// Base units below which a part is, so that no sum of parts leaves 128 bits.
  private static let bound = 0x1p96
}

/// The parts of a premium in base units, which add up to it to the last one: what a taker that buys pays for each, and what
/// one that sells receives.
public struct PremiumParts: Hashable, Sendable {
  /// The mid.
  public let mid: Int128
  /// The inventory.
  public let inventory: Int128
  /// The hedge.
  public let hedge: Int128
  /// The risk.
  public let risk: Int128
  /// The fee.
  public let fee: Int128
  /// What rounding the parts to the nearest and the premium against the taker leaves.
  public let rounding: Int128

  /// The sum: the premium.
  public var premium: Int128 { mid + inventory + hedge + risk + fee + rounding }
}

/// A price at which a pool trades a number of contracts.
public struct TradeQuote: Hashable, Sendable {
  /// The contract.
  public let contract: String
  /// Contracts that the pool buys, or sells when negative.
  public let quantity: Int128
  /// What money is counted in.
  public let asset: Asset
  /// What the price is made of.
  public let parts: QuoteParts
  /// Base units that change hands, rounded against the taker.
  public let premium: UInt128
  /// The part of a sale's premium above the mid, in base units, which the pool earns evenly until expiry; zero for a purchase
  /// and for a contract that does not expire.
  public let spread: UInt128
  /// The mark of the contract at the quote.
  public let mark: ContractMark
  /// Expected shortfall of the whole book after the trade, in base units, rounded up.
  public let shortfallAfter: UInt128
  /// In how many scenarios the contract was valued for it.
  public let scenarios: Int
  /// When the quote was made.
  public let time: Timestamp
  /// The last instant at which it holds.
  public let validUntil: Timestamp
  /// Spots of the underlying at which it holds.
  public let spots: ClosedRange<Double>
  /// Volatilities of the contract at which it holds.
  public let volatilities: ClosedRange<Double>
  /// How many events the pool had taken.
  public let eventCount: UInt64

  /// Whether the pool sells, so that the price is an ask.
  public var isSale: Bool { quantity < 0 }

  /// The premium by parts, in base units.
  public var premiumParts: PremiumParts {
    let (scale, sign) = (Double(asset.unitsPerWhole), isSale ? 1.0 : -1)
    // A quote's parts are below 2^96 base units.
    func units(_ value: Double) -> Int128 { Int128(exactly: (value * scale).rounded()) ?? 0 }
    let (mid, inventory, hedge) = (units(parts.mid), units(sign * parts.inventory), units(sign * parts.hedge))
    let (risk, fee) = (units(sign * parts.risk), units(sign * parts.fee))
    return PremiumParts(
      mid: mid, inventory: inventory, hedge: hedge, risk: risk, fee: fee,
      rounding: Int128(premium) - (mid + inventory + hedge + risk + fee))
  }

  /// The premium of one contract in whole units of the asset, without the rounding.
  public var priceOfOne: Double { parts.price(isSale: isSale) / Double(quantity.magnitude) }
}

/// One size of a ladder.
public struct QuoteRung: Sendable {
  /// Contracts that the pool would buy, or sell when negative.
  public let quantity: Int128
  /// The quote, or why there is none.
  public let outcome: Result<TradeQuote, QuoteRefusal>
  /// Expected shortfall of the whole book after the trade in whole units of the asset; nil where it was not found.
  public let shortfallAfter: Double?

  /// The quote, or nil.
  public var quote: TradeQuote? { try? outcome.get() }
  /// Why there is none, or nil.
  public var refusal: QuoteRefusal? { if case .failure(let refusal) = outcome { refusal } else { nil } }
}

/// The quotes of several sizes of a contract.
public struct QuoteLadder: Sendable {
  /// The contract.
  public let contract: String
  /// What the model says one contract is worth, in whole units of the pool's asset; nil where it cannot be valued.
  public let mid: Double?
  /// One a size, in the order asked for.
  public let rungs: [QuoteRung]
}

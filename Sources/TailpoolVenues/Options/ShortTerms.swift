import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing

/// What traders who sell to an options venue what they do not hold must leave with it.
public enum ShortTerms: Hashable, Sendable {
  /// Nobody sells what it does not hold.
  case none
  /// All that a contract can ever pay: a put in cash its strike, a call in coin one coin. Other contracts have no such bound, and
  /// are not sold short.
  case covered
  /// What the contract would cost after a shock of spot and volatility (`ShortOptionCollateral`, with the source's parameters); who
  /// falls below it can be liquidated, at a penalty.
  case margined(LiquidationPenalty)

  /// What a liquidation costs the one who is liquidated.
  public struct LiquidationPenalty: Hashable, Sendable {
    /// Part of the collateral beyond what closing costs, 0 to 10,000 hundredths of a percent.
    public let basisPoints: Int
    /// Part of the penalty that goes to the pool's reserve, which bears losses before its owners do.
    public let reserveBasisPoints: Int
    /// Part of the penalty that goes to who liquidates; with the reserve's at most 10,000.
    public let liquidatorBasisPoints: Int
    /// The least penalty, in base units.
    public let least: UInt128

    /// Creates a penalty; see the properties for the meaning of each argument.
    public init(basisPoints: Int, reserveBasisPoints: Int, liquidatorBasisPoints: Int, least: UInt128) {
      self.basisPoints = basisPoints
      self.reserveBasisPoints = reserveBasisPoints
      self.liquidatorBasisPoints = liquidatorBasisPoints
      self.least = least
    }
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    guard case .margined(let penalty) = self else { return nil }
    if !(0...10_000).contains(penalty.basisPoints) { return "penaltyBasisPoints" }
    if !(0...10_000).contains(penalty.reserveBasisPoints) { return "reserveBasisPoints" }
    if !(0...(10_000 - penalty.reserveBasisPoints)).contains(penalty.liquidatorBasisPoints) {
      return "liquidatorBasisPoints"
    }
    return penalty.least < PoolBounds.units ? nil : "leastPenalty"
  }
}

/// Contracts that a trader has sold to a venue without holding them, and what it has left with it for them.
public struct ShortPosition: Hashable, Sendable {
  /// How many.
  public var contracts: UInt128
  /// Base units.
  public var collateral: UInt128
}

extension ShortTerms {
  /// The least collateral, rounded up to base units.
  ///
  /// - Throws: `VenueRefusal.notSoldShort`, `.curve` for a market out of range, `.overflow`.
  func required(
    _ contract: PoolContract, contracts: UInt128, in market: CurveMarket, of asset: Asset
  ) throws(VenueRefusal) -> UInt128 {
    guard case .european(let type, let strike, let settlement) = contract.terms else {
      throw .notSoldShort(contract: contract.id)
    }
    switch (self, settlement, type) {
    case (.covered, .coin, .call), (.covered, .cash, .put):
      do throws(LedgerError) {
        let all = try checkedProduct(contract.size, contracts)
        return settlement == .coin ? all : try mulDiv(all, strike, PoolContract.scale, rounding: .up)
      } catch { throw .overflow }
    case (.margined, .coin, .call), (.margined, .cash, _):
      let seconds = (contract.expiry?.secondsSinceEpoch ?? 0) - market.time.secondsSinceEpoch
      let whole = Double(asset.unitsPerWhole)
      let kind: ShortOptionCollateral.Kind =
        settlement == .coin ? .callInBase : type == .call ? .callInQuote : .putInQuote
      do {
        let least = try ShortOptionCollateral().required(
          kind, spot: market.spot, strike: Double(strike) / 1e8,
          years: Double(max(seconds, 0)) / Double(DayCount.secondsPerYear),
          quantity: Double(contract.size) / whole * Double(contracts))
        return try Amount(least, of: asset, moving: .intoPool, favoring: .pool).units.magnitude
      } catch { throw .overflow }
    case (.none, _, _), (_, .coin, .put), (.covered, .cash, .call): throw .notSoldShort(contract: contract.id)
    }
  }
}

/// How terms say what shorts must leave: a word, and the penalty's numbers beside it where there is one.
enum ShortKind: String, EventPart {
  case none, covered, margined
  static var blank: ShortKind { .none }

  init(_ terms: ShortTerms) {
    switch terms {
    case .none: self = .none
    case .covered: self = .covered
    case .margined: self = .margined
    }
  }
}

extension ShortTerms {
  /// The fields, which stand beside those of the venue's terms.
  static let fields = [
    VenueField("shorts", "none, covered or margined"),
    VenueField("penaltyBasisPoints", "a whole number from 0 to 10,000, for margined shorts", isOptional: true),
    VenueField("reserveBasisPoints", "a whole number from 0 to 10,000, for margined shorts", isOptional: true),
    VenueField(
      "liquidatorBasisPoints", "a whole number up to 10,000 with the reserve's, for margined shorts", isOptional: true),
    VenueField("leastPenalty", "a whole number in digits, for margined shorts", isOptional: true),
  ]

  static func coded<Coder: EventFieldCoder>(
    _ terms: ShortTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> ShortTerms {
    let kind = try coder.field("shorts", ShortKind(terms))
    switch kind {
    case .none: return .none
    case .covered: return .covered
    case .margined:
      var penalty = LiquidationPenalty(basisPoints: 0, reserveBasisPoints: 0, liquidatorBasisPoints: 0, least: 0)
      if case .margined(let given) = terms { penalty = given }
      return .margined(
        LiquidationPenalty(
          basisPoints: try coder.field("penaltyBasisPoints", penalty.basisPoints),
          reserveBasisPoints: try coder.field("reserveBasisPoints", penalty.reserveBasisPoints),
          liquidatorBasisPoints: try coder.field("liquidatorBasisPoints", penalty.liquidatorBasisPoints),
          least: try coder.field("leastPenalty", penalty.least)))
    }
  }
}

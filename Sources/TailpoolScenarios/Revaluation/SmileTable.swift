import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// The smiles that a rule needs, by underlying root and expiry.
struct SmileTable {
  private struct Key: Hashable {
    let underlying: Underlying
    let expiry: Timestamp
    let settlement: Settlement
  }
  private struct Curve {
    let index: Int32
    let years: Double
    let forward: Double
  }
  private var indexes: [Key: Int32] = [:]
  private var curvesByUnderlying: [Underlying: [Curve]] = [:]
  /// The rule with its curves.
  let applied: VolatilityRule.Applied

  /// Makes the curves of a rule.
  init(_ rule: VolatilityRule) {
    switch rule {
    case .stickyStrike: applied = .stickyStrike
    case .surfaceShift(let slope): applied = .surfaceShift(slope: slope)
    case .stickyDelta(let marks):
      var curves: [SmileCurve] = []
      for smile in marks.smiles {
        guard let curve = SmileCurve(smile) else { continue }
        indexes[
          Key(underlying: smile.underlying, expiry: smile.market.expiry, settlement: smile.market.settlement)] =
          Int32(clamping: curves.count)
        curvesByUnderlying[smile.underlying, default: []].append(
          Curve(index: Int32(clamping: curves.count), years: smile.market.years, forward: smile.market.forward))
        curves.append(curve)
      }
      applied = .stickyDelta(curves)
    }
  }

  /// The index of a contract's smile, or −1.
  func index(of contract: OptionContract) -> Int32 {
    indexes[Key(underlying: contract.underlying, expiry: contract.expiry, settlement: contract.settlement)] ?? -1
  }
}

extension SmileTable {
  /// The place of an input in the smile nearest to its maturity; none without a strike or a smile.
  func place(of input: PricingInput) -> BookRevaluation.SmilePlace {
    let (curves, maturity) = (curvesByUnderlying[input.underlying] ?? [], input.years)
    let nearest =
      maturity.isFinite
      ? curves.min { abs($0.years - maturity) < abs($1.years - maturity) } : curves.max { $0.years < $1.years }
    guard let strike = input.strike, let nearest else { return .none }
    return BookRevaluation.SmilePlace(smile: nearest.index, logMoneyness: log(strike / nearest.forward))
  }
}

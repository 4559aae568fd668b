import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What a pool of options from ranges has agreed on before its first event.
public struct RangeOptionTerms: Hashable, Sendable {
  /// The pool of liquidity that the options are made of.
  public let pool: ConcentratedPoolTerms
  /// Of the equity of an account that is liquidated, in basis points, 0 to 10,000: the penalty.
  public let penaltyBasisPoints: Int
  /// Of the penalty, in basis points, to who takes the account over; the rest goes to the fund that losses are paid from.
  public let liquidatorBasisPoints: Int

  /// Creates terms; see the properties for the meaning of each argument.
  public init(pool: ConcentratedPoolTerms, penaltyBasisPoints: Int, liquidatorBasisPoints: Int) {
    (self.pool, self.penaltyBasisPoints) = (pool, penaltyBasisPoints)
    self.liquidatorBasisPoints = liquidatorBasisPoints
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if let field = pool.invalidField { return field }
    if !(0...10_000 ~= penaltyBasisPoints) { return "penaltyBasisPoints" }
    return 0...10_000 ~= liquidatorBasisPoints ? nil : "liquidatorBasisPoints"
  }

  /// How equity is split where an account is liquidated.
  var split: LiquidationSplit.Terms {
    get throws(VenueRefusal) {
      do throws(CollateralError) {
        return try LiquidationSplit.Terms(
          penalty: penaltyBasisPoints, security: 10_000 - liquidatorBasisPoints, liquidator: liquidatorBasisPoints)
      } catch { throw .invalidTerms(field: "penaltyBasisPoints") }
    }
  }
}

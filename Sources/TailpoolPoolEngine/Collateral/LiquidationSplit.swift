import TailpoolLedger

/// Where the collateral of a liquidated short option goes; the parts add up to it exactly.
///
/// - Source: lyra-finance/lyra-protocol, `OptionToken.getLiquidationFees`.
package struct LiquidationSplit: Hashable, Sendable {
  /// How a penalty is measured and divided, in basis points.
  package struct Terms: Hashable, Sendable {
    /// Of the collateral beyond the premium.
    package let penalty: Int
    /// Of the penalty, to the security fund.
    package let security: Int
    /// Of the penalty, to the liquidator.
    package let liquidator: Int

    /// Creates terms; see the properties for the meaning of each argument.
    ///
    /// - Throws: `CollateralError.invalidFraction` when a fraction is not in 0 … 10 000, or the fund's and the
    ///   liquidator's parts exceed the penalty together.
    package init(penalty: Int, security: Int, liquidator: Int) throws(CollateralError) {
      for fraction in [penalty, security, liquidator] where !(0...10_000).contains(fraction) {
        throw .invalidFraction(fraction)
      }
      guard security + liquidator <= 10_000 else { throw .invalidFraction(security + liquidator) }
      self.penalty = penalty
      self.security = security
      self.liquidator = liquidator
    }
  }

  /// Back to the owner.
  package let returned: Int128
  /// To the security fund.
  package let security: Int128
  /// To the liquidator.
  package let liquidator: Int128
  /// To the pool, of the penalty.
  package let poolFee: Int128
  /// To the pool, for the option.
  package let poolPremium: Int128
  /// Owed and not there; no part of the collateral.
  package let insolvent: Int128

  /// The penalty: what the fund, the liquidator and the pool share.
  package var penalty: Int128 { security + liquidator + poolFee }

  /// Splits collateral.
  ///
  /// - Parameters:
  ///   - collateral: What is there, in base units, ≥ 0.
  ///   - premium: What it costs to close the option, ≥ 0.
  ///   - minimumFee: The least penalty, ≥ 0.
  ///   - terms: How the penalty is measured and divided.
  /// - Throws: `CollateralError.amount` for a negative amount or an overflow.
  package init(collateral: Int128, premium: Int128, minimumFee: Int128, terms: Terms) throws(CollateralError) {
    for units in [collateral, premium, minimumFee] where units < 0 { throw .amount(.negative(units)) }
    do {
      let owed = try checkedSum(premium, minimumFee)
      let penalty: Int128
      if collateral >= owed {
        let beyond = try mulDiv(collateral - premium, Int128(terms.penalty), 10_000, rounding: .down)
        penalty = max(beyond, minimumFee)
        returned = collateral - premium - penalty
        poolPremium = premium
        insolvent = 0
      } else {
        penalty = min(collateral, minimumFee)
        returned = 0
        poolPremium = collateral - penalty
        insolvent = premium - poolPremium
      }
      security = try mulDiv(penalty, Int128(terms.security), 10_000, rounding: .down)
      liquidator = try mulDiv(penalty, Int128(terms.liquidator), 10_000, rounding: .down)
      poolFee = penalty - security - liquidator
    } catch {
      throw .amount(error)
    }
  }
}

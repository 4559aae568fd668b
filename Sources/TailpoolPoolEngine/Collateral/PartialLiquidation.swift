import TailpoolLedger

/// How many lots of an account are sold so that it is sound again, with the proof that no lot fewer would do.
///
/// Each lot is an equal part of the account. With n lots, buffered margin B < 0 and income X for the whole account at the
/// auction's price, selling k lots leaves
///
///     margin(k) = ((n − k) B + k X) / n
///
/// and the plan has the least k with margin(k) ≥ 0, in whole numbers.
package struct PartialLiquidation: Hashable, Sendable {
  /// Lots in the account, ≥ 1.
  package let lots: Int128
  /// Lots sold, 1 … `lots`.
  package let sold: Int128
  /// What is left over the buffered margin before, in base units, < 0.
  package let marginBefore: Int128
  /// What the whole account brings in at the auction's price, in base units.
  package let income: Int128
  /// n times what is left over the buffered margin after the sale; negative only when all lots do not suffice.
  package let marginAfterTimesLots: Int128
  /// The same with one lot fewer: always negative, which proves that nothing is sold without need.
  package let marginOneLotFewerTimesLots: Int128

  /// Whether the account is sound after the sale.
  package var restores: Bool { marginAfterTimesLots >= 0 }

  /// Plans a liquidation.
  ///
  /// - Parameters:
  ///   - lots: Lots in the account, ≥ 1.
  ///   - bufferedMargin: What is left over the maintenance margin and the buffer, in base units, < 0.
  ///   - income: What the whole account brings in at the auction's price, in base units; negative when buyers are paid.
  /// - Throws: `CollateralError.notLiquidatable` when the margin is not negative, `.invalid` without lots, `.amount` on
  ///   overflow.
  package init(lots: Int128, bufferedMargin: Int128, income: Int128) throws(CollateralError) {
    guard lots >= 1 else { throw .invalid("lots") }
    guard bufferedMargin < 0 else { throw .notLiquidatable }
    func margin(_ sold: Int128) throws(LedgerError) -> Int128 {
      try checkedSum(
        checkedProduct(lots - sold, bufferedMargin), checkedProduct(sold, income))
    }
    do {
      let shortfall = try checkedDifference(0, bufferedMargin)
      let gain = try checkedDifference(income, bufferedMargin)
      let needed =
        income >= 0 ? try mulDiv(shortfall, lots, gain, rounding: .up) : lots
      sold = min(needed, lots)
      marginAfterTimesLots = try margin(sold)
      marginOneLotFewerTimesLots = try margin(sold - 1)
    } catch {
      throw .amount(error)
    }
    self.lots = lots
    marginBefore = bufferedMargin
    self.income = income
  }
}

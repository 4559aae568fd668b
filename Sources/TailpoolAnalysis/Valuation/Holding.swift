import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The book of an analysis, given or assumed, with its value.
public struct Holding: Sendable {
  /// The positions.
  public let book: Book
  /// Their value and sensitivities.
  public let valuation: PricedBook
  /// The same with the coins of the pool whose prices move beside the positions: what risk is measured of.
  public let exposed: PricedBook
  /// Value of the book at the volatilities of the quotes instead, in dollars; nil where a position has none.
  public let valueAtQuotes: Double?
  /// Whether the book was assumed.
  public let isAssumed: Bool
  /// Options with open interest that an assumed book cannot hold, because nothing tells their volatility.
  public let leftOut: Int

  /// Takes the book of the inputs, or assumes one, and values it.
  init(_ inputs: AnalysisInputs, settings: AnalysisSettings, marks: CalibratedMarks) throws {
    if let book = inputs.book {
      self.book = book
      isAssumed = false
      leftOut = 0
    } else {
      var leftOut = 0
      book = try Book.sold(share: settings.openInterestShare, ofOpenInterestIn: inputs.snapshot) { contract in
        let isUsable = marks.marks.point(for: contract) != nil
        leftOut += isUsable ? 0 : 1
        return isUsable
      }
      self.leftOut = leftOut
      isAssumed = true
    }
    guard !book.positions.isEmpty else { throw AnalysisError.emptyBook }
    valuation = try book.valuation(in: inputs.snapshot, volatilities: marks.marks)
    exposed = try inputs.account.exposed(valuation, in: inputs.snapshot)
    valueAtQuotes =
      marks.fits == nil
      ? valuation.value : (try? book.valuation(in: inputs.snapshot, volatilities: marks.quoteMarks))?.value
  }
}

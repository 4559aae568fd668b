import TailpoolMarket
import TailpoolPools
import TailpoolPricing

/// The book of a report, given or assumed, with its value.
struct Holding {
  let book: Book
  let valuation: BookValuation
  /// Whether the book was assumed.
  let isAssumed: Bool
  /// Options with open interest that an assumed book cannot hold, because nothing tells their volatility.
  let leftOut: Int

  /// Takes the book of the inputs, or assumes one, and values it.
  init(_ inputs: ReportInputs, settings: ReportSettings, marks: VolatilityMarks) throws {
    if let book = inputs.book {
      self.book = book
      isAssumed = false
      leftOut = 0
    } else {
      var leftOut = 0
      book = try Book.sold(share: settings.openInterestShare, ofOpenInterestIn: inputs.snapshot) { contract in
        let isUsable = marks.point(for: contract) != nil
        leftOut += isUsable ? 0 : 1
        return isUsable
      }
      self.leftOut = leftOut
      isAssumed = true
    }
    guard !book.positions.isEmpty else { throw ReportError.emptyBook }
    valuation = try book.valuation(in: inputs.snapshot, volatilities: marks)
  }

  /// The pool of the inputs, or the assumed one.
  func pool(_ risk: TailRiskSection, inputs: ReportInputs) throws -> PoolDescription {
    if let pool = inputs.pool { return pool }
    do {
      return try PoolDescription.assumed(expectedShortfall: risk.headlineShortfall.value)
    } catch {
      throw ReportError.noCapitalToAssume(expectedShortfall: risk.headlineShortfall.value)
    }
  }

  var notes: [QualityNote] {
    [
      QualityNote(
        label: "open interest left out", count: leftOut,
        explanation: "Options with open interest but without any usable volatility are not in the assumed book.")
    ]
  }
}

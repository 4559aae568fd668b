import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Holdings as columns")
struct OptionHoldingsTests {
  private func holdings(_ rows: [OptionRow], underlying: Underlying = "A") -> OptionHoldings {
    OptionHoldings(
      underlying: underlying, spot: 100,
      options: ForwardOptionColumns(
        types: rows.map(\.type), forwards: rows.map(\.forward), strikes: rows.map(\.strike), years: rows.map(\.years),
        volatilities: rows.map(\.volatility), discountFactors: rows.map(\.discountFactor)),
      quantities: rows.map(\.quantity))
  }

  @Test("Give the book that positions give, whatever their order")
  func sameBook() throws {
    let rows = OptionRow.made(60).filter { $0.underlying == "A" }.map { row in
      var row = row
      row.settlement = .cash
      row.forward = 100
      row.strike /= 800
      return row
    }
    let columns = try BookRevaluation([holdings(rows)])
    #expect(try columns == BookRevaluation([holdings(rows.reversed())]))
    #expect(try columns == BookRevaluation([holdings(Array(rows[..<7])), holdings(Array(rows[7...]))]))
    let plain = try OptionRow.revaluation(rows)
    #expect(columns.instrumentCount == plain.instrumentCount)
    #expect(Tolerance.relative(1e-13).accepts(columns.value, plain.value))
  }

  @Test("Equal options are netted, and what nets to nothing is left out")
  func netting() throws {
    let rows = [
      OptionRow(quantity: -3), OptionRow(quantity: 2), OptionRow(strike: 90), OptionRow(strike: 90, quantity: 1),
      OptionRow(strike: 95, quantity: 0),
    ]
    let book = try BookRevaluation([holdings(rows)])
    #expect(book.instrumentCount == 1)
    #expect(try book == BookRevaluation([holdings([OptionRow(quantity: -1)])]))
  }

  @Test("Bad numbers are typed errors that name the option")
  func errors() throws {
    for bad in [
      OptionRow(strike: 0), OptionRow(years: -1), OptionRow(forward: .nan), OptionRow(volatility: .infinity),
      OptionRow(quantity: .nan), OptionRow(discountFactor: 0),
    ] {
      #expect(throws: RevaluationError.invalidPosition(id: "A 1")) {
        try BookRevaluation([holdings([OptionRow(), bad])])
      }
    }
    #expect(throws: RevaluationError.invalidHorizon(days: -2)) {
      try BookRevaluation([holdings([OptionRow()])], horizonInDays: -2)
    }
  }
}

import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Deviations that volatility indexes and options imply")
struct ImpliedDeviationsTests {
  private static func date(_ day: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: 19_705 + day) }

  private static func panel(_ days: [Int], levels: [String: [Double]]) -> HistoryPanel {
    HistoryPanel(
      returns: ReturnPanel(
        factors: [.spot("A")], dates: days.map(date),
        returns: Matrix(rows: days.count, columns: 1, storage: days.map { 0.01 * Double($0 + 1) })),
      levels: levels, asOf: Timestamp(secondsSinceEpoch: 1_703_000_000))
  }

  /// A chain of one expiry in thirty days, all volatilities alike.
  private static func marks(_ volatility: Double) throws -> VolatilityMarks {
    let asOf = Timestamp(secondsSinceEpoch: 1_703_000_000)
    let expiry = asOf.advanced(bySeconds: 30 * 86_400)
    let quotes = try [90.0, 100, 110].map { strike in
      OptionQuote(
        contract: try OptionContract(
          underlying: "A", type: strike >= 100 ? .call : .put, strike: strike, expiry: expiry),
        bid: nil, ask: nil, mark: 1, markVolatility: volatility, openInterest: 1)
    }
    let market = ExpiryMarket(
      expiry: expiry, years: 30 / 365.0, forward: 100, discountFactor: 1, forwardSource: .quoted, quotes: quotes)
    return MarketSnapshot(asOf: asOf, markets: [UnderlyingMarket(underlying: "A", spot: 100, expiries: [market])])
      .volatilityMarks()
  }

  @Test("An index is told in points or in parts of one by what is nearer to the options, or by its size")
  func units() {
    #expect(HistoryPanel.unit(of: 62, beside: 0.5) == 0.01 && HistoryPanel.unit(of: 0.62, beside: 0.5) == 1)
    // Nearer by the ratio: 4 is 2.7 times 1.5, and 0.04 is a thirty-seventh of it.
    #expect(HistoryPanel.unit(of: 4, beside: 1.5) == 1 && HistoryPanel.unit(of: 4, beside: 0.1) == 0.01)
    #expect(HistoryPanel.unit(of: 5, beside: nil) == 1 && HistoryPanel.unit(of: 5.1, beside: nil) == 0.01)
  }

  @Test("Each past day has the level of the day before it, the next one the options' volatility")
  func filters() throws {
    let panel = Self.panel([0, 1, 2], levels: ["A": [40, 50, 60, 80]])
    let root = 365.0.squareRoot()
    guard case .known(let past, let next)? = panel.impliedFilters(try Self.marks(0.55))[.spot("A")] else {
      Issue.record("no filter")
      return
    }
    for (found, level) in zip(past, [0.4, 0.5, 0.6]) { #expect(abs(found - level / root) < 1e-15, "\(past)") }
    #expect(past.count == 3 && abs(next - 0.55 / root) < 1e-12, "\(next)")
    #expect(panel.pastFilters == [.spot("A"): .known(past: [40, 50, 60], next: 80)])
    // An underlying without options has the last level of its index.
    let other = Self.panel([0, 1, 2], levels: ["B": [40, 50, 60, 80]])
    guard case .known(_, let last)? = other.impliedFilters(try Self.marks(0.55))[.spot("B")] else {
      Issue.record("no filter")
      return
    }
    #expect(abs(last - 0.8 / root) < 1e-15)
    #expect(Self.panel([0, 1, 2], levels: ["A": [40, 50, 60]]).impliedFilters(try Self.marks(0.5)).isEmpty)
  }

  @Test("A part of the days has the levels around them")
  func part() {
    let part = Self.panel([0, 1, 2, 3, 4], levels: ["A": [10, 20, 30, 40, 50, 60], "B": [1, 2]]).part(1..<4)
    #expect(part.returns.dates == [1, 2, 3].map(Self.date) && part.levels["A"] == [20, 30, 40, 50])
    #expect(part.levels["B"] == [] && part.pastFilters == [.spot("A"): .known(past: [20, 30, 40], next: 50)])
  }

  @Test("Levels stand on the days that prices have too: that before each return, and that of the last")
  func around() {
    let volatilities = PriceHistory(
      assets: ["A"], dates: [0, 1, 2, 4, 5].map(Self.date), prices: [[10, 20, 30, 40, 50]])
    let prices = PriceHistory(
      assets: ["A"], dates: [0, 1, 3, 4, 5].map(Self.date), prices: [[1, 1, 1, 1, 1]])
    let panel = ReturnPanel(
      factors: [.spot("A"), .volatility("A")], dates: [1, 4, 5].map(Self.date), returns: Matrix(rows: 3, columns: 2))
    #expect(volatilities.levels(around: panel, joinedWith: prices) == ["A": [10, 20, 40, 50]])
  }

  @Test("Rows of weekends make a year of 365 days; the usual step between rows, and the widest of an index")
  func spacing() {
    // Days 0, 1, 2 are Thursday to Saturday.
    #expect(Self.date(0).weekday == 4)
    #expect(Self.panel([0, 1, 2], levels: [:]).periodsPerYear == 365)
    #expect(Self.panel([0, 3], levels: [:]).periodsPerYear == 365)
    #expect(Self.panel([0, 1, 4, 5], levels: [:]).periodsPerYear == 252)
    #expect(Self.panel([0, 1, 4, 5, 12], levels: [:]).typicalSpacing == 3)
    #expect(
      Self.panel([0, 1, 2, 4, 11], levels: [:]).typicalSpacing == 2 && Self.panel([0], levels: [:]).typicalSpacing == 1)
    let widest = Self.panel([0], levels: ["A": [50, 60, 40], "B": [10, 25]]).widestIndexMove
    #expect(widest?.asset == "B" && abs((widest?.factor ?? .nan) - 2.5) < 1e-12)
    let fall = Self.panel([0], levels: ["A": [50, 60, 20]]).widestIndexMove
    #expect(abs((fall?.factor ?? .nan) - 3) < 1e-12)
    #expect(Self.panel([0], levels: [:]).widestIndexMove == nil)
    // Of as many as ten indexes that moved alike the first in the alphabet is told, however a dictionary has them.
    let names = ["K", "D", "M", "C", "Q", "F", "E", "Z", "H", "P"]
    let alike = Dictionary(names.map { ($0, [50.0, 75]) }) { first, _ in first }
    #expect(Self.panel([0], levels: alike).widestIndexMove?.asset == "C")
  }

  @Test("A history is old after seven days")
  func age() throws {
    func summary(_ day: Int) -> HistoryPanel.Summary {
      .init(
        firstDate: Self.date(0), lastDate: Self.date(day), observations: 5,
        asOf: Timestamp(Self.date(20), second: 3_600))
    }
    #expect(summary(13).ageInDays == 7 && !summary(13).isOld && summary(12).isOld && summary(22).ageInDays == 0)
  }
}

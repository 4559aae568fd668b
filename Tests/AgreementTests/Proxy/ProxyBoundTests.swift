import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolScenarios

@Suite("What a proxy's certificate is made of")
struct ProxyBoundTests {
  /// Two options of unlike maturities, so that the longer one is sampled on panels of its own and carried over.
  private static let options = [
    (type: OptionType.call, strike: 103.0, days: 3.0, volatility: 0.5, quantity: -4.0),
    (type: .put, strike: 95, days: 90, volatility: 0.6, quantity: 7),
  ]

  private static func revaluation() throws -> BookRevaluation {
    try BookRevaluation(
      [
        OptionHoldings(
          underlying: "A", spot: 100,
          options: ForwardOptionColumns(
            types: options.map(\.type), forwards: options.map { _ in 100 }, strikes: options.map(\.strike),
            years: options.map { $0.days / 365 }, volatilities: options.map(\.volatility),
            discountFactors: options.map { _ in 1 }), quantities: options.map(\.quantity))
      ], horizonInDays: 0)
  }

  private static let (spotMove, volatilityMove) = (0.2, 0.3)

  /// Moves that fill a box, its corners among them.
  private static func source() -> ListedScenarios {
    let rows = (0..<200).map { [spotMove * cos(0.37 * Double($0)), volatilityMove * sin(0.11 * Double($0))] }
    let corners = [-1.0, 1].flatMap { x in [-1.0, 1].map { [x * spotMove, $0 * volatilityMove] } }
    return ListedScenarios(rows + corners, underlyings: ["A"])
  }

  /// Values at the nodes of panels, each by the formula.
  private static func values(_ option: Int, _ x: PanelAxis, _ y: PanelAxis) -> PanelValues {
    var values = PanelValues(x: x, y: y)
    let own = options[option]
    let columns = (0..<y.panels).flatMap { y.nodes(of: $0, PanelNodes.y) }
    let rows = (0..<x.panels).flatMap { x.nodes(of: $0, PanelNodes.x) }
    values.values = rows.flatMap { spot in
      columns.map { level in
        own.quantity
          * Black76.price(
            own.type, forward: 100 * exp(spot), strike: own.strike, years: own.days / 365,
            volatility: own.volatility * exp(level))
      }
    }
    return values
  }

  @Test(
    "The bound is what the series leave out in both directions and on coarser panels, and eight times the error seen")
  func bound() async throws {
    let tolerance = 1e-4
    let proxy = try await RevaluationProxy(
      Self.revaluation(), over: Self.source(), tolerance: .partOfGrossRange(tolerance))
    let part = try #require(proxy.certificate.parts.first)
    let allowed = tolerance * part.grossRange
    // The box, a millionth wider on every side, in panels as wide as the tolerance lets them be.
    let (a, b) = (Self.spotMove + 1e-6, Self.volatilityMove + 1e-6)
    let widths = PanelWidths(part: tolerance)
    let panels = Self.options.map { option in
      let deviation = option.volatility * (option.days / 365).squareRoot() * exp(-b)
      return PanelWidths.ladder(2 * a / (widths.x * deviation))
    }
    let y = PanelAxis(low: -b, high: b, panels: Int((2 * b / widths.y).rounded(.up)))
    #expect(panels[0] > panels[1] && part.spotPanels == panels[0] && part.volatilityPanels == y.panels, "\(part)")
    func axis(_ panels: Int) -> PanelAxis { PanelAxis(low: -a, high: a, panels: panels) }
    let long = Self.values(1, axis(panels[1]), y)
    let carried = long.seriesWithTails().x.beyond(negligible: allowed / 1_000)
    var whole = long.moved(to: axis(panels[0]))
    for (index, value) in Self.values(0, axis(panels[0]), y).values.enumerated() { whole.values[index] += value }
    let error = ProxyPolynomials(whole, tolerance: allowed).error
    let parts = [error.x, error.y, carried, 8 * part.largestError]
    let expected = parts.reduce(0, +)
    #expect(abs(part.errorBound / expected - 1) < 1e-6, "\(part), \(parts)")
    // Each counts, so that none could be left out.
    for own in parts { #expect(own > 1e-4 * expected, "\(parts)") }
  }

  @Test("Options next to their expiry and contracts that are no options are priced in full, but for the sampled ones")
  func counts() async throws {
    // A day passes: two have expired before, one expires within twenty seconds, one is smooth.
    let kinds = try [
      EveryKindBook.european("A", .put, 95, days: 40, .cash, -3),
      EveryKindBook.european("A", .put, 97, days: 1 + 20 / 86_400.0, .cash, -3),
      EveryKindBook.european("A", .call, 101, days: 0.5, .cash, 2),
      EveryKindBook.european("A", .call, 102, days: 0.25, .cash, 2),
      EveryKindBook.capped(isCostly: true), EveryKindBook.capped(days: 50), EveryKindBook.capped(days: 70),
    ]
    let source = ListedScenarios(
      (0..<20_000).map { [0.2 * cos(0.37 * Double($0)), 0.25 * sin(0.11 * Double($0))] }, underlyings: ["A"])
    let revaluation = try BookRevaluation(EveryKindBook.book(kinds), horizonInDays: 1)
    let proxy = try await RevaluationProxy(revaluation, over: source)
    let part = try #require(proxy.certificate.parts.first)
    #expect(part.fullyPriced == 3 && part.expired == 2 && proxy.sampled.count == 1, "\(part)")
    // Without moves enough to pay for its nodes the costly one is priced in full, too.
    let few = try await RevaluationProxy(
      revaluation, over: ListedScenarios([[0.2, 0.2], [-0.2, -0.2]], underlyings: ["A"]))
    #expect(few.certificate.parts.map(\.fullyPriced) == [4] && few.sampled.isEmpty, "\(few.certificate)")
  }
}

import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

extension PoolRiskReport {
  /// The surfaces that the book is valued off, with what was found at them.
  func surfacesText(_ width: Int) -> [String] {
    guard let section = surfaces else { return [] }
    let family = section.surfaces.first.map { " (\($0.family.rawValue))" } ?? ""
    var fit = TextTable([
      .left("surface"), .right("expiries"), .right("quotes"), .right("inside"), .right("error"),
      .right("in half-spreads"), .right("from marks"),
    ])
    var arbitrage = TextTable([
      .left("arbitrage"), .right("points"), .right("butterfly"), .right("calendar"), .right("Lee"),
      .right("convexity"), .right("density ≥"), .right("∫ is 1 ±"),
    ])
    for surface in section.surfaces {
      let name = surface.name
      fit.add(
        name, "\(surface.expiries.count)", NumberText.grouped(surface.quotes),
        surface.insideText, surface.medianErrorInVolatility.map { NumberText.percent($0, 2) } ?? "n/a",
        surface.medianErrorInHalfSpreads.map { NumberText.fixed($0, 2) } ?? "n/a",
        surface.differenceToMarks.map { NumberText.percent($0.medianVolatility, 2) } ?? "n/a")
      let found = surface.arbitrage
      arbitrage.add(
        name, NumberText.grouped(found.points), "\(found.butterfly.count)", "\(found.calendar.count)",
        "\(found.wings.count)", "\(found.convexity.count)", NumberText.significant(surface.leastDensity, 2),
        NumberText.significant(surface.largestIntegralError, 1))
    }
    return textSection(
      "THE SURFACES\(family); errors are medians, in volatility",
      fit.lines(width: width) + (arbitrage.rows.isEmpty ? [] : [""] + arbitrage.lines(width: width))
        + section.sentences.flatMap { TerminalText.wrapped($0, width: width, first: "  - ") })
  }
}

extension SurfaceSection {
  /// The underlying, with the listing class where that has another name.
  var name: String { root == underlying.name ? root : "\(underlying.name) \(root)" }

  var insideText: String { NumberText.percent(quotes == 0 ? .nan : Double(inside) / Double(quotes)) }
}

extension SurfacesSection {
  /// What is not valued off a surface, and where arbitrage is worst, in sentences.
  var sentences: [String] {
    var result: [String] = []
    for surface in surfaces {
      let found = surface.arbitrage
      if found.isFree {
        result.append("\(surface.name): no arbitrage at \(NumberText.grouped(found.points)) points.")
      }
      let kinds: [(String, ArbitrageReport.Place?)] = [
        ("Durrleman's g", found.butterfly.min { $0.amount < $1.amount }),
        ("the change of total variance", found.calendar.min { $0.amount < $1.amount }),
        ("the slope of a wing", found.wings.max { abs($0.amount) < abs($1.amount) }),
        ("the cost of a butterfly in forwards", found.convexity.min { $0.amount < $1.amount }),
      ]
      for (name, worst) in kinds {
        guard let worst else { continue }
        result.append(
          "\(surface.name): ARBITRAGE: \(name) is worst, \(NumberText.significant(worst.amount)), at log-moneyness "
            + "\(NumberText.fixed(worst.logMoneyness, 3)) and \(NumberText.fixed(worst.years * DayCount.daysPerYear, 1)) days."
        )
      }
      let raised = surface.expiries.filter { $0.addedVariance > 0 }
      if let most = raised.map(\.addedVariance).max() {
        result.append(
          "\(surface.name): the total variance of \(raised.count) of its expiries was raised to remove arbitrage, by "
            + "\(NumberText.significant(most, 2)) at most.")
      }
      if let difference = surface.differenceToMarks {
        result.append(
          "\(surface.name): the prices of \(NumberText.grouped(difference.options)) options differ from the venue's marks, or "
            + "mids where it gives none, by a median of \(NumberText.significant(difference.medianPrice, 2)) and at most "
            + "\(NumberText.significant(difference.largestPrice, 2)) in the settlement currency.")
      }
    }
    if !unfitted.isEmpty {
      let names = unfitted.prefix(6).map { "\($0.root) \($0.expiry.date) (\(NumberText.grouped($0.options)))" }
      let more = unfitted.count > 6 ? " and \(unfitted.count - 6) more" : ""
      result.append(
        "Without a surface, valued at the volatilities of their quotes: \(names.joined(separator: ", "))\(more).")
    }
    return result
  }
}

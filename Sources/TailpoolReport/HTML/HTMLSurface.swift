import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing

/// The surfaces that the book is valued off: fit, arbitrage, densities.
struct HTMLSurface {
  let report: PoolRiskReport
  let section: SurfacesSection

  var markup: Markup {
    let sentences = section.sentences.map { "<li>\($0)</li>" as Markup }
    return "<h3 id=\"surfaces\">Surfaces</h3>" + fit + arbitrage
      + (sentences.isEmpty ? "" : "<ul class=\"note\">\(Markup(sentences, separator: ""))</ul>") + expiries
  }

  private var fit: Markup {
    var table = HTMLTable(
      caption: "How the surfaces meet the two-sided quotes out of the money; errors and differences are medians",
      [
        .text("surface"), .text("family"), .number("expiries"), .number("quotes"), .number("inside bid and ask"),
        .number("error in volatility"), .number("in half-spreads"), .number("to the venue’s volatilities"),
        .number("to the venue’s marks"),
      ])
    for surface in section.surfaces {
      table.add(
        surface.name, surface.family.rawValue, "\(surface.expiries.count)", NumberText.grouped(surface.quotes),
        "\(NumberText.grouped(surface.inside)) (\(surface.insideText))",
        surface.medianErrorInVolatility.map { NumberText.percent($0, 2) } ?? "n/a",
        surface.medianErrorInHalfSpreads.map { NumberText.fixed($0, 2) } ?? "n/a",
        surface.differenceToMarks.map { NumberText.percent($0.medianVolatility, 2) } ?? "n/a",
        surface.differenceToMarks.map { NumberText.significant($0.medianPrice, 2) } ?? "n/a")
    }
    return table.markup
  }

  private var arbitrage: Markup {
    var table = HTMLTable(
      caption: "Arbitrage: points that fail, on a grid of log-moneyness and time",
      [
        .text("surface"), .number("points"), .number("butterfly (g below 0)"), .number("calendar"),
        .number("Lee’s slopes"), .number("price convexity"), .number("least density"),
        .number("density integrates to"),
      ])
    for surface in section.surfaces {
      let found = surface.arbitrage
      table.add(
        surface.name, NumberText.grouped(found.points), "\(found.butterfly.count)", "\(found.calendar.count)",
        "\(found.wings.count)", "\(found.convexity.count)", NumberText.significant(surface.leastDensity, 2),
        "1 ± \(NumberText.significant(surface.largestIntegralError, 1))")
    }
    return table.markup
  }

  private var expiries: Markup {
    var table = HTMLTable(
      caption: "Expiries of the surfaces",
      [
        .text("expiry"), .number("days"), .number("at the money"), .number("quotes"), .number("inside"),
        .number("least density"), .number("integral"), .number("variance added"), .text("parameters at bounds"),
      ])
    let labels = ExpiryLabels(report.markets)
    for surface in section.surfaces {
      for row in surface.expiries {
        table.add(
          "\(surface.name) \(labels.long(row.expiry, of: surface.underlying))",
          NumberText.fixed(row.years * DayCount.daysPerYear, 1),
          NumberText.percent(row.volatilityAtTheMoney), NumberText.grouped(row.quotes), NumberText.grouped(row.inside),
          NumberText.significant(row.density.least, 2), NumberText.fixed(row.density.integral, 6),
          row.addedVariance == 0 ? "none" : NumberText.significant(row.addedVariance, 2),
          row.parametersAtBounds.isEmpty ? "none" : row.parametersAtBounds.joined(separator: ", "))
      }
    }
    return table.isEmpty ? "" : details("Expiries of the surfaces", table.markup)
  }
}

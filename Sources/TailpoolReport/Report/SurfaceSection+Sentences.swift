import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

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

#if Command
  import Tailpool

  /// The CSV tables of `tailpool surface`.
  enum SurfaceTables {
    /// One row a quote.
    static func quotes(_ fits: [FittedSurface]) -> String {
      var table =
        "underlying,root,expiry,years,forward,type,strike,bidVolatility,askVolatility,volatility,inside\n"
      for fit in fits {
        for row in fit.diagnostics.fits {
          let contract = row.quote.contract
          let cells = [
            contract.underlying.name, contract.root, "\(contract.expiry)", "\(row.years)", "\(row.forward)",
            contract.type.rawValue, "\(contract.strike)", row.bidVolatility.map { "\($0)" } ?? "",
            row.askVolatility.map { "\($0)" } ?? "", "\(row.volatility)", row.isInside ? "1" : "0",
          ]
          table += cells.joined(separator: ",") + "\n"
        }
      }
      return table
    }

    /// Total variance on the grid that was checked; the root stands for an underlying with several.
    static func grid(_ fits: [FittedSurface]) -> String {
      var table = "underlying,years,logMoneyness,totalVariance\n"
      for fit in fits {
        let grid = FittedSurface.grid(fit.quotes)
        for years in grid.years {
          for k in grid.logMoneyness {
            table += "\(fit.name),\(years),\(k),\(fit.surface.totalVariance(logMoneyness: k, years: years))\n"
          }
        }
      }
      return table
    }
  }

  extension FittedSurface {
    /// The listing class, which for a coin is the coin.
    var name: String { quotes.root }

    /// One line for the terminal.
    var summary: String {
      let share = (10_000 * diagnostics.insideShare).rounded() / 100
      let free = arbitrage.isFree ? "no arbitrage found" : "ARBITRAGE FOUND"
      return
        "\(name): \(quotes.expiries.count) expiries, \(diagnostics.inside) of \(diagnostics.fits.count) quotes inside "
        + "bid and ask (\(share) %), \(free) at \(arbitrage.points) points "
        + "(butterfly \(arbitrage.butterfly.count), calendar \(arbitrage.calendar.count), "
        + "wings \(arbitrage.wings.count), convexity \(arbitrage.convexity.count))"
    }
  }
#endif

#if Command
  import Foundation
  import Tailpool
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The command tailpool surface")
  struct SurfaceCommandTests {
    /// What a run on the sample's chain gives.
    struct Outcome: @unchecked Sendable {
      let run: CommandRun
      let chain: PlainTable
      let quotes: PlainTable
      let grid: PlainTable
      let document: [String: Any]

      init() throws {
        let folder = try TemporaryFolder()
        let text = try Sample.chainCSV()
        let paths = (quotes: folder.path("quotes.csv"), grid: folder.path("grid.csv"))
        run = try CommandRun([
          "surface", "--chain", folder.write("chain.csv", text), "--quotes", paths.quotes, "--grid", paths.grid,
        ])
        chain = PlainTable(text)
        quotes = PlainTable(try folder.read("quotes.csv"))
        grid = PlainTable(try folder.read("grid.csv"))
        document = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
      }

      var surfaces: [[String: Any]] { document["surfaces"] as? [[String: Any]] ?? [] }

      func expiries(_ surface: [String: Any]) -> [[String: Any]] { surface["expiries"] as? [[String: Any]] ?? [] }
    }

    static let outcome = Result { try Outcome() }

    /// A call over the forward at log-moneyness k by the lognormal parts that the document names.
    static func mixture(_ expiry: [String: Any], _ k: Double) -> Double {
      let parts = expiry["components"] as? [[String: Double]] ?? []
      return parts.reduce(0) { sum, part in
        let (mean, deviation) = (part["mean"] ?? .nan, part["deviation"] ?? .nan)
        return sum + (part["weight"] ?? .nan) * mean * PlainBlack.call(k - log(mean), deviation)
      }
    }

    @Test("Names each underlying with its counts and the medians of its errors")
    func surfaces() throws {
      let outcome = try Self.outcome.get()
      #expect(outcome.run.status == 0 && outcome.document["family"] as? String == "lognormal-mixture")
      #expect(outcome.surfaces.map { $0["underlying"] as? String } == ["BTC", "ETH"])
      for surface in outcome.surfaces {
        let name = try #require(surface["underlying"] as? String)
        #expect(surface["root"] as? String == name && surface["settlement"] as? String == "coin")
        let rows = outcome.quotes.rows.filter { $0["underlying"] == name }
        let inside = rows.count { $0["inside"] == "1" }
        #expect(surface["quotes"] as? Int == rows.count && rows.count > 100)
        #expect(surface["inside"] as? Int == inside)
        #expect(surface["insideShare"] as? Double == Double(inside) / Double(rows.count))
        let errors = rows.map(Self.errors)
        for (key, values) in [
          ("medianErrorInVolatility", errors.map(\.volatility)),
          ("medianErrorInHalfSpreads", errors.map(\.halfSpreads)),
        ] {
          let found = try #require(surface[key] as? Double)
          #expect(Tolerance.relative(1e-8).accepts(found, Self.median(values)), "\(name) \(key): \(found)")
        }
        let arbitrage = try #require(surface["arbitrage"] as? [String: Any])
        #expect(arbitrage["points"] as? Int == 50_000)
        for kind in ["butterfly", "calendar", "wings", "convexity"] {
          #expect((arbitrage[kind] as? [Any])?.isEmpty == true)
        }
      }
    }

    /// How far a quote's model volatility is from that of its mid, and its price from the mid in half-spreads.
    private static func errors(_ row: [String: String]) -> (volatility: Double, halfSpreads: Double) {
      func number(_ column: String) -> Double { Double(row[column] ?? "") ?? .nan }
      let (k, root) = (log(number("strike") / number("forward")), number("years").squareRoot())
      let prices = ["bidVolatility", "askVolatility", "volatility"].map { PlainBlack.price(k, number($0) * root) }
      let mid = (prices[0] + prices[1]) / 2
      return (
        abs(number("volatility") - PlainBlack.deviation(k, mid) / root),
        abs(prices[2] - mid) / ((prices[1] - prices[0]) / 2)
      )
    }

    private static func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    @Test("Each expiry has its time, forward, counts, and the volatility that its parts say")
    func expiries() throws {
      let outcome = try Self.outcome.get()
      for surface in outcome.surfaces {
        let name = try #require(surface["underlying"] as? String)
        let expiries = outcome.expiries(surface)
        #expect(expiries.count == 6)
        for expiry in expiries {
          let date = try #require(expiry["expiry"] as? String)
          let years = try #require(expiry["years"] as? Double)
          let instant = try #require(try? Date(date, strategy: .iso8601)).timeIntervalSince1970
          #expect(Tolerance.relative(1e-14).accepts(years, (instant - 1_768_555_800) / 86_400 / 365))
          let forward = try #require(expiry["forward"] as? Double)
          let listed = outcome.chain.rows.filter {
            $0["ccy"] == name && $0["expiry"]?.prefix(10) == date.prefix(10)
              && ($0["type"] == "C") == ((Double($0["strike"] ?? "") ?? .nan) >= forward)
          }
          // A forward that the chain does not name is that of parity.
          let named = listed.compactMap { Double($0["fwd"] ?? "") }.first
          let parity = try #require(expiry["parityForward"] as? Double)
          #expect(Tolerance.relative(1e-15).accepts(forward, named ?? parity), "\(date): \(forward), \(named ?? .nan)")
          let error = try #require(expiry["parityForwardStandardError"] as? Double)
          #expect(
            abs(parity - forward) <= 4 * error + 0.01 && error >= 0 && error < 0.01, "\(date): \(parity) ± \(error)")
          let rows = outcome.quotes.rows.filter { $0["underlying"] == name && $0["expiry"] == date }
          #expect(expiry["quotes"] as? Int == rows.count && rows.count >= 15)
          #expect(expiry["inside"] as? Int == rows.count { $0["inside"] == "1" })
          #expect(expiry["oneSided"] as? Int == listed.count { $0["bid"] == "" || $0["ask"] == "" })
          #expect(expiry["crossed"] as? Int == 0 && expiry["aboveMaximum"] as? Int == 0)
          #expect(expiry["addedVariance"] as? Double == 0 && expiry["parametersAtBounds"] as? [String] == [])
          let parts = try #require(expiry["components"] as? [[String: Double]])
          let weights = parts.map { $0["weight"] ?? .nan }
          let means = zip(weights, parts).map { $0 * ($1["mean"] ?? .nan) }
          for values in [weights, means] { #expect(abs(values.reduce(0, +) - 1) < 1e-12, "\(parts)") }
          let deviation = try #require(expiry["volatilityAtTheMoney"] as? Double) * years.squareRoot()
          #expect(Tolerance.relative(1e-10).accepts(PlainBlack.call(0, deviation), Self.mixture(expiry, 0)))
          #expect(expiry["svi"] == nil && expiry["essvi"] == nil && expiry["grid"] == nil)
        }
      }
    }

    @Test("Each quote has the volatilities of its bid, its ask and the surface")
    func quotes() throws {
      let outcome = try Self.outcome.get()
      #expect(
        outcome.quotes.header
          == "underlying,root,expiry,years,forward,type,strike,bidVolatility,askVolatility,volatility,inside")
      var byStrike: [String: [String: String]] = [:]
      for row in outcome.chain.rows {
        byStrike["\(row["ccy"] ?? "") \(row["expiry"]?.prefix(10) ?? "") \(row["strike"] ?? "") \(row["type"] ?? "")"] =
          row
      }
      var expiries: [String: [String: Any]] = [:]
      for surface in outcome.surfaces {
        for expiry in outcome.expiries(surface) {
          expiries["\(surface["underlying"] ?? "") \(expiry["expiry"] ?? "")"] = expiry
        }
      }
      for row in outcome.quotes.rows {
        func number(_ column: String) -> Double { Double(row[column] ?? "") ?? .nan }
        let name = row["underlying"] ?? ""
        let expiry = try #require(expiries["\(name) \(row["expiry"] ?? "")"])
        #expect(row["root"] == name)
        // Foundation's JSON reader may round a number by its last bit.
        for key in ["years", "forward"] {
          #expect(Tolerance.relative(1e-15).accepts(number(key), expiry[key] as? Double ?? .nan), "\(row)")
        }
        let isCall = number("strike") >= number("forward")
        #expect(row["type"] == (isCall ? "call" : "put"))
        let key = "\(name) \(row["expiry"]?.prefix(10) ?? "") \(row["strike"] ?? "") \(isCall ? "C" : "P")"
        let listed = try #require(byStrike[key], "\(key)")
        let (k, root) = (log(number("strike") / number("forward")), number("years").squareRoot())
        // A price in coin is the price over the forward.
        for (column, side) in [("bidVolatility", "bid"), ("askVolatility", "ask")] {
          let price = PlainBlack.price(k, number(column) * root)
          #expect(Tolerance.relative(1e-9).accepts(price, Double(listed[side] ?? "") ?? .nan), "\(row) \(listed)")
        }
        let parts = Self.mixture(expiry, k) - (isCall ? 0 : 1 - exp(k))
        #expect(Tolerance.absolute(1e-12).accepts(PlainBlack.price(k, number("volatility") * root), parts), "\(row)")
        let isInside =
          number("bidVolatility") <= number("volatility") && number("volatility") <= number("askVolatility")
        #expect(row["inside"] == (isInside ? "1" : "0"))
      }
    }

    @Test("The grid has 100 maturities from the first expiry to the last and 500 points from −1.5 to 1.5")
    func grid() throws {
      let outcome = try Self.outcome.get()
      #expect(outcome.grid.header == "underlying,years,logMoneyness,totalVariance")
      try #require(outcome.grid.rows.count == 100_000)
      for (place, surface) in outcome.surfaces.enumerated() {
        let expiries = outcome.expiries(surface)
        for (offset, expiry) in [(0, expiries.first), (99 * 500, expiries.last)] {
          for point in [0, 100, 249, 400, 499] {
            let index = 50_000 * place + offset + point
            #expect(outcome.grid.rows[index]["underlying"] == surface["underlying"] as? String)
            let years = try #require(expiry?["years"] as? Double)
            let k = -1.5 + 3 * Double(point) / 499
            outcome.grid.check(index, ["years": years, "logMoneyness": k], within: .relative(1e-12))
            let parts = Self.mixture(try #require(expiry), k) - (k >= 0 ? 0 : 1 - exp(k))
            let price = PlainBlack.price(k, outcome.grid.number(index, "totalVariance").squareRoot())
            #expect(Tolerance.absolute(1e-12).accepts(price, parts), "\(outcome.grid.rows[index])")
          }
        }
      }
    }

    @Test("Says in a line what was fitted, and nothing where a result goes to standard output")
    func summary() throws {
      let outcome = try Self.outcome.get()
      let lines = outcome.run.printed.split(separator: "\n").map(String.init)
      for (line, surface) in zip(lines, outcome.surfaces) {
        let (quotes, inside) = (surface["quotes"] as? Int ?? 0, surface["inside"] as? Int ?? 0)
        let share = (10_000 * Double(inside) / Double(quotes)).rounded() / 100
        #expect(
          line
            == "\(surface["underlying"] ?? ""): 6 expiries, \(inside) of \(quotes) quotes inside bid and ask (\(share) %), "
            + "no arbitrage found at 50000 points (butterfly 0, calendar 0, wings 0, convexity 0)")
      }
      #expect(lines.count == 2)
    }

    @Test("A chain without two-sided quotes, and one that is bad beside one that is missing")
    func badInput() throws {
      let folder = try TemporaryFolder()
      let chain = MadeUpPool.chain.replacingOccurrences(of: "0.0100,0.0125", with: ",")
      let empty = try CommandRun(["surface", "--chain", folder.write("empty.csv", chain)])
      #expect(empty.status == 65 && empty.errors.hasPrefix("tailpool: no surface can be fitted; "), "\(empty.errors)")
      let bad = try folder.write("bad.csv", MadeUpPool.chain.replacingOccurrences(of: "0.0125", with: "x"))
      let both = try CommandRun(["surface", "--chain", folder.path("gone.csv"), "--chain", bad])
      #expect(both.status == 65 && both.errors.contains("bad.csv:2:"), "\(both.errors)")
      #expect(both.errors.contains("gone.csv: cannot be read: ") && both.output.isEmpty && both.printed.isEmpty)
      #expect(try CommandRun(["surface", "--chain", folder.path("gone.csv")]).status == 66)
    }
  }
#endif

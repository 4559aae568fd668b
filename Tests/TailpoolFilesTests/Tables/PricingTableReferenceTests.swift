import Foundation
import TailpoolFiles
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// The tables that `tailpool price` and `tailpool implied-volatility` write for the package's reference tables.
struct PricingTableReferenceTests {
  static func file(_ name: String) throws -> InputFile {
    InputFile(name: name, bytes: try Data(contentsOf: References.url(name)))
  }

  static func numbers(_ table: ColumnTable, _ name: String) throws -> [Double] {
    let cells = try #require(table[name], "no column \(name)")
    return try cells.map { try #require(Double($0)) }
  }

  private static let thirdOrder: Set = ["speed", "zomma", "color", "ultima", "dVannaDVol", "parmicharma"]

  @Test(
    "Prices and Greeks of a table meet their gates",
    arguments: [
      (PricingModel.blackScholes, "bsm_greeks.csv", 1285), (.black76, "black76.csv", 500),
      (.shiftedBlack, "shifted_black.csv", 150), (.bachelier, "bachelier.csv", 400),
    ])
  func conditioned(model: PricingModel, name: String, count: Int) throws {
    let reference = try References.table(name)
    let table = try PricingTable.prices(Self.file(name), model: model)
    #expect(table.count == count && reference.rows.count == count)
    // The outputs stand in the place of the reference's columns, and the status behind them.
    #expect(table.names == reference.header + ["status"])
    for output in model.outputs {
      let gate = output == "price" ? 4.0 : Self.thirdOrder.contains(output) ? 16 : 6
      var gated = ConditionGate("\(name) \(output)", gate)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], condition: row["cond_\(output)"], row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
      gated.report()
    }
    #expect(table["status"] == [String](repeating: "ok", count: count))
  }

  @Test(
    "Prices and Greeks of a table are within 1e-12",
    arguments: [(PricingModel.digital, "digital.csv", 300), (.inverse, "inverse.csv", 300)])
  func relative(model: PricingModel, name: String, count: Int) throws {
    let reference = try References.table(name)
    let table = try PricingTable.prices(Self.file(name), model: model)
    #expect(table.count == count && reference.rows.count == count)
    #expect(table.names == reference.header + ["status"])
    for output in model.outputs {
      var gated = ConditionGate("\(name) \(output)", relative: 1e-12)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
      gated.report()
    }
  }

  /// The gates of the formula's own test.
  @Test("A table of touch options has the numbers of touch.csv, and one of events those of the closed form")
  func triggers() throws {
    let reference = try References.table("touch.csv")
    let table = try PricingTable.prices(Self.file("touch.csv"), model: .touch)
    #expect(table.names == reference.header + ["status"] && table.count == 300)
    for output in PricingModel.touch.outputs {
      var gated = ConditionGate("touch.csv \(output)", output == "price" ? 4 : 6)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], condition: row["cond_\(output)"], row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    }
    let events = try PricingTable.prices(
      InputFile(
        name: "events.csv",
        text:
          "payment,hazard,lossGivenEvent,premiumRate,rate,expiry\nat-expiry,0.5,0.6,0,0,2\nat-event,0.5,0.6,0.3,0.04,2\n"
          + "at-event,-1,1,0,0,1\n"), model: .event)
    // 0.6 (1 − 1/e), its derivative 0.6 · 2/e in the hazard; at the fair premium of 0.3 the cover is worth nothing.
    #expect(abs(try Self.numbers(events, "price")[0] - 0.37927233529713455) < 1e-15)
    #expect(abs(try Self.numbers(events, "hazardSensitivity")[0] - 0.44145532940573085) < 1e-15)
    #expect(abs(try Self.numbers(events, "price")[1]) < 1e-15)
    #expect(abs(try Self.numbers(events, "fairPremium")[1] - 0.3) < 1e-15)
    #expect(events["status"] == ["ok", "ok", "invalidInput"])
  }

  /// The prices of these stand in the place of the reference's column, and no price is negative.
  @Test(
    "Prices of a table are within 2e-15 of the spot",
    arguments: [
      (PricingModel.digital, "digital.csv", 300), (.barrier, "barrier.csv", 320), (.exchange, "margrabe.csv", 120),
    ])
  func ofTheSpot(model: PricingModel, name: String, count: Int) throws {
    let reference = try References.table(name)
    let table = try PricingTable.prices(Self.file(name), model: model)
    #expect(table.count == count && reference.rows.count == count)
    #expect(Array(table.names.prefix(reference.header.count)) == reference.header && table.names.last == "status")
    #expect(Set(table.names).isSuperset(of: model.outputs))
    var gated = ConditionGate("\(name) price", ofScale: 2e-15)
    for (actual, row) in zip(try Self.numbers(table, "price"), reference.rows) {
      // A digital option on cash pays one unit of it.
      let spot = model == .exchange ? max(row["spot1"], row["spot2"]) : row["spot"]
      let scale = model == .digital && row[text: "kind"] == "cash" ? 1 : spot
      gated.add(actual, row["price"], scale: scale, row)
      #expect(actual >= 0, "\(actual); \(row)")
    }
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    gated.report()
    #expect(table["status"] == [String](repeating: "ok", count: count))
  }

  /// These references give fewer Greeks than the model has; the columns that they have are compared.
  @Test(
    "Prices of perpetual contracts in a table are within 1e-12",
    arguments: [
      (PricingModel.everlasting, "everlasting.csv", ["price", "delta"], 160),
      (.powerPerpetual, "power_perp.csv", ["priceDiscrete", "priceContinuous"], 80),
      (.perpetualAmerican, "perpetual_american.csv", ["boundary", "price"], 100),
    ])
  func perpetual(model: PricingModel, name: String, columns: [String], count: Int) throws {
    let reference = try References.table(name)
    let table = try PricingTable.prices(Self.file(name), model: model)
    #expect(table.count == count && reference.rows.count == count)
    #expect(Set(table.names).isSuperset(of: model.outputs))
    for output in columns {
      var gated = ConditionGate("\(name) \(output)", relative: 1e-12)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    }
  }

  /// The reference file holds these as text of twenty digits.
  @Test("Liquidity positions of a table are within 1e-12, now and at a horizon; covered-call curves likewise")
  func liquidity() throws {
    func check(_ function: String, _ model: PricingModel, _ inputs: [String], _ pairs: [(String, String)]) throws {
      let cases = try ReferenceCase.cases("pools/49_lp_as_options", fn: function)
      // Without ends the range is from 0 to a price that none reaches; without a horizon there is no time.
      let lines = cases.map { one in
        inputs.map { name in
          let value = one.double(name)
          return "\(value.isNaN ? (name == "upper" ? 1e300 : 0) : value)"
        }.joined(separator: ",")
      }
      let names = inputs.map { $0 == "interestRate" ? "rate" : $0 }
      let text = ([names.joined(separator: ",")] + lines).joined(separator: "\n")
      let table = try PricingTable.prices(InputFile(name: "\(function).csv", text: text), model: model)
      #expect(table["status"] == [String](repeating: "ok", count: cases.count) && !cases.isEmpty)
      for (output, field) in pairs {
        for (actual, one) in zip(try Self.numbers(table, output), cases) {
          let expected = try #require(Double(one.text(field)))
          let found = mismatch(output, actual, expected, within: .relative(1e-11), inputs: "\(one)")
          #expect(found == nil, "\(found ?? "")")
        }
      }
    }
    let inputs = ["spot", "lower", "upper", "liquidity", "expiry", "volatility", "interestRate", "dividendYield"]
    for function in ["v2Position", "v3Position"] {
      try check(
        function, .liquidityPosition, inputs,
        [
          ("price", "value"), ("base", "amount0"), ("quote", "amount1"), ("delta", "delta"), ("gamma", "gamma"),
          ("lossVersusRebalancing", "lvrPerYear"),
        ])
    }
    try check(
      "v3HorizonValue", .liquidityPosition, inputs, [("price", "value"), ("delta", "delta"), ("gamma", "gamma")])
    try check(
      "rmmCoveredCall", .coveredCallCurve, ["spot", "strike", "expiry", "volatility"],
      [
        ("price", "value"), ("base", "riskyReserve"), ("quote", "stableReserve"), ("delta", "delta"),
        ("gamma", "gamma"), ("theta", "theta"),
      ])
    let text =
      "spot,lower,upper,liquidity,expiry,volatility,rate,dividendYield\n100,80,125,-1,0,0,0,0\n100,80,80,1,0,0,0,0\n"
    let table = try PricingTable.prices(InputFile(name: "bad.csv", text: text), model: .liquidityPosition)
    #expect(table["status"] == ["invalidInput", "invalidInput"])
  }

  @Test func normalizedBlack() throws {
    let reference = try References.table("normalised_black.csv")
    let table = try PricingTable.prices(Self.file("normalised_black.csv"), model: .normalizedBlack)
    var gated = ConditionGate("normalised_black.csv b", 4)
    for (actual, row) in zip(try Self.numbers(table, "b"), reference.rows) {
      gated.add(actual, row["b"], condition: row["cond"], row)
    }
    #expect(gated.count == 1200)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    gated.report()
    for output in ["vega", "complement"] {
      var gated = ConditionGate("normalised_black.csv \(output)", relative: 1e-12)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
      gated.report()
    }
  }

  @Test(
    "Implied volatilities of a table meet their gates",
    arguments: [
      (ImpliedVolatilityModel.black76, "black_implied_vol.csv", 800),
      (.bachelier, "bachelier_implied_vol.csv", 600),
    ])
  func implied(model: ImpliedVolatilityModel, name: String, count: Int) throws {
    let reference = try References.table(name)
    let table = try PricingTable.impliedVolatilities(Self.file(name), model: model)
    #expect(table.names == reference.header + ["status"])
    var gated = ConditionGate(name, 4)
    for (actual, row) in zip(try Self.numbers(table, model.output), reference.rows) {
      gated.add(actual, row[model.output], condition: row["cond_total"], row)
    }
    #expect(gated.count == count)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    gated.report()
    #expect(table["status"] == [String](repeating: "ok", count: count))
  }

  @Test func impliedNormalizedDeviation() throws {
    let name = "normalised_implied_vol.csv"
    let reference = try References.table(name)
    let table = try PricingTable.impliedVolatilities(Self.file(name), model: .normalizedBlack)
    var strict = ConditionGate(name, 4)
    var wide = ConditionGate("\(name), |x| <= 100", 8)
    var extreme = ConditionGate("\(name), |x| > 100", 40)
    for (actual, row) in zip(try Self.numbers(table, "s"), reference.rows) {
      let condition = row["cond_beta"] + row["cond_x"]
      strict.add(actual, row["s"], condition: condition, row)
      if abs(row["x"]) <= 100 {
        wide.add(actual, row["s"], condition: condition, row)
      } else {
        extreme.add(actual, row["s"], condition: condition, row)
      }
    }
    #expect(strict.count == 1200)
    #expect(strict.failures.count <= 12, "\(strict.failures.prefix(3))")
    #expect(wide.failures.isEmpty, "\(wide.failures.prefix(3))")
    #expect(extreme.failures.isEmpty, "\(extreme.failures.prefix(3))")
    wide.report()
    extreme.report()
  }

  @Test("Black-Scholes implied volatility gives back the volatility of every well-conditioned row of bsm_greeks.csv")
  func impliedBlackScholes() throws {
    let reference = try References.table("bsm_greeks.csv")
    let table = try PricingTable.impliedVolatilities(Self.file("bsm_greeks.csv"), model: .blackScholes)
    var gated = ConditionGate("bsm_greeks.csv implied volatility", 4)
    for (actual, row) in zip(try Self.numbers(table, "impliedVolatility"), reference.rows) {
      // The condition number of the volatility with respect to the price and its inputs.
      let condition = row["price"] * (1 + row["cond_price"]) / (row["volatility"] * row["vega"])
      if condition < 1e12 { gated.add(actual, row["volatility"], condition: condition, row) }
    }
    #expect(gated.count > 900)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(3))")
  }

  @Test func statusOfImpliedVolatilityEdgeCases() throws {
    let table = try PricingTable.impliedVolatilities(Self.file("implied_vol_edge_cases.csv"), model: .black76)
    let expected = try #require(table["expected"])
    let status = try #require(table["status"])
    #expect(table.count == 11)
    for (expected, status) in zip(expected, status) {
      let wanted = expected == "nan" ? "invalidInput" : Double(expected) == nil ? expected : "ok"
      #expect(status == wanted)
    }
  }

  @Test func edgeCasesOfPrices() throws {
    let table = try PricingTable.prices(Self.file("edge_cases.csv"), model: .blackScholes)
    let quantities = try #require(table["quantity"])
    let expected = try #require(table["expected"])
    #expect(table.count == 15)
    for row in 0..<table.count {
      let cells = try #require(table[quantities[row]])
      let actual = try #require(Double(cells[row]))
      let wanted = Double(expected[row]) ?? .nan
      #expect(Tolerance.relative(4e-15).accepts(actual, wanted), "row \(row): \(actual), expected \(wanted)")
      #expect(table["status"]?[row] == (wanted.isNaN ? "invalidInput" : "ok"))
    }
  }
}

import Foundation
import TailpoolFiles
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// The tables that `tailpool price` and `tailpool implied-volatility` write for the package's reference tables.
struct PricingTableReferenceTests {
  private static func file(_ name: String) throws -> InputFile {
    InputFile(name: name, bytes: try Data(contentsOf: References.url(name)))
  }

  private static func numbers(_ table: ColumnTable, _ name: String) throws -> [Double] {
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

  @Test(
    "Tables of spread options, of the better and the worse of two and of baskets have the numbers of their references")
  func severalAssets() throws {
    let spreads = try References.table("spread_options.csv")
    let priced = try PricingTable.prices(Self.file("spread_options.csv"), model: .spread)
    #expect(priced.count == 80 && Array(priced.names.prefix(spreads.header.count)) == spreads.header)
    for (actual, row) in zip(try Self.numbers(priced, "price"), spreads.rows) {
      #expect(abs(actual - row["price"]) <= 4e-15 * max(row["spot1"], row["spot2"], row["strike"]), "\(actual); \(row)")
    }
    let rainbows = try References.table("rainbow_options.csv")
    let pairs = [PricingModel.bestOf, .worstOf]
    for model in pairs {
      let table = try PricingTable.prices(Self.file("rainbow_options.csv"), model: model)
      let own = zip(try Self.numbers(table, "price"), rainbows.rows).filter { $1[text: "kind"] == model.rawValue }
      #expect(own.count > 20, "\(model)")
      for (actual, row) in own {
        #expect(
          abs(actual - row["price"]) <= 4e-15 * max(row["spot1"], row["spot2"], row["strike"]), "\(actual); \(row)")
      }
    }
    let baskets = try References.table("lit_spread_basket_benchmarks.csv")
    let table = try PricingTable.prices(Self.file("lit_spread_basket_benchmarks.csv"), model: .basket)
    #expect(table["status"] == [String](repeating: "ok", count: 68))
    for (actual, row) in zip(try Self.numbers(table, "price"), baskets.rows) {
      let spots = row[text: "spots"].split(separator: ";").compactMap { Double($0) }
      let gate = spots.count == 2 ? 1e-12 : 1e-5
      #expect(abs(actual - row["price"]) <= gate * (spots.max() ?? .nan), "\(actual); \(row)")
    }
  }

  @Test(
    "A table of variance swaps has the fair strikes of the quoted smile, one of finite differences the prices of barrier.csv"
  )
  func replicatedAndSolved() throws {
    let swaps = try PricingTable.prices(
      InputFile(
        name: "swaps.csv",
        text: "forward,expiry,strikes,volatilities\n100,0.5,60;100;170,0.3;0.3;0.3\n100,0.5,60;100,0.3\n100,0,100,0.3\n"
      ),
      model: .varianceSwap)
    #expect(abs(try Self.numbers(swaps, "fairVariance")[0] - 0.09) < 1e-11)
    #expect(abs(try Self.numbers(swaps, "fairVolFromVariance")[0] - 0.3) < 1e-11)
    #expect(abs(try Self.numbers(swaps, "fairVolatility")[0] - 0.3) < 1e-11)
    #expect(try Self.numbers(swaps, "shareBeyond")[0] < 0.01)
    #expect(swaps["status"] == ["ok", "invalidInput", "invalidInput"])
    let reference = try References.table("barrier.csv")
    let names = [
      "kind", "type", "spot", "strike", "barrier", "rebate", "rate", "dividendYield", "volatility", "expiry",
    ]
    let rows = reference.rows.prefix(8)
    let text = ([names] + rows.map { row in names.map { row[text: $0] } }).map { $0.joined(separator: ",") + "\n" }
      .joined()
    let table = try PricingTable.prices(InputFile(name: "grid.csv", text: text), model: .finiteDifferences)
    for (actual, row) in zip(try Self.numbers(table, "price"), rows) {
      #expect(abs(actual - row["price"]) <= 1e-6 * row["spot"], "\(actual); \(row)")
    }
    #expect(table["status"] == [String](repeating: "ok", count: 8))
  }

  @Test("A basket whose correlations are no matrix is named, and a list that is none is an error in its place")
  func baskets() throws {
    let header = "spots,volatilities,dividendYields,rate,correlation,weights,expiry,strike,type\n"
    func row(_ correlation: String, spots: String = "100;90;80") -> String {
      "\(spots),.2;.3;.4,0;0;0,0.05,\(correlation),1;-1;.5,0.5,40,call\n"
    }
    let rows =
      row("0.5") + row("[1 .5 .5|.5 1 .5|.5 .5 1]") + row("[1 .9 0|.9 1 .9|0 .9 1]") + row("-0.6") + row("1.5")
      + row("[1 .5|.5 1]") + row("0.5", spots: "100;nan;80") + row("0.5", spots: "100;90")
    let table = try PricingTable.prices(InputFile(name: "baskets.csv", text: header + rows), model: .basket)
    let none = "notACorrelationMatrix"
    #expect(table["status"] == ["ok", "ok", none, none, none, none, "invalidInput", "invalidInput"])
    let prices = try #require(table["price"])
    #expect(prices[0] == prices[1] && prices[2] == "nan" && Double(prices[0]) ?? 0 > 0, "\(prices)")
    for cell in ["100;x;80", "", "[]"] {
      let text = header + row("0.5", spots: cell)
      #expect(throws: FileError.self) { try PricingTable.prices(InputFile(name: "b.csv", text: text), model: .basket) }
    }
  }

  /// The gates of the formula's own test.
  @Test("Tables of contracts on two barriers have the numbers of double_barrier.csv and double_touch.csv")
  func twoBarriers() throws {
    for (model, name, count) in [
      (PricingModel.doubleBarrier, "double_barrier.csv", 140), (.doubleTouch, "double_touch.csv", 150),
    ] {
      let reference = try References.table(name)
      let table = try PricingTable.prices(Self.file(name), model: model)
      #expect(table.count == count && Array(table.names.prefix(reference.header.count)) == reference.header)
      #expect(table["status"] == [String](repeating: "ok", count: count))
      for output in model.outputs where reference.header.contains(output) {
        var gated = ConditionGate("\(name) \(output)", ofScale: output == "price" ? 1e-14 : 1e-12)
        for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
          let isCash = model == .doubleTouch || row[text: "type"] == "cash"
          gated.add(actual, row[output], scale: max(isCash ? 1 : row["spot"], 10 * abs(row[output])), row)
        }
        #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
      }
    }
    let mixed = try PricingTable.prices(
      InputFile(
        name: "mixed.csv",
        text: "kind,type,spot,strike,lowerBarrier,upperBarrier,rate,dividendYield,volatility,expiry\n"
          + "double-knock-out,cash,100,90,80,120,0,0,0.2,1\ndouble-no-touch,call,100,90,80,120,0,0,0.2,1\n"
          + "double-knock-out,call,100,90,120,80,0,0,0.2,1\n"), model: .doubleBarrier)
    #expect(mixed["status"] == [String](repeating: "invalidInput", count: 3))
  }

  /// The gates of the formula's own test.
  @Test("A table of quanto options has the numbers of quanto.csv, and its barriers are those of the formula")
  func quantos() throws {
    let reference = try References.table("quanto.csv")
    let table = try PricingTable.prices(Self.file("quanto.csv"), model: .quanto)
    #expect(table.count == 120 && Array(table.names.prefix(reference.header.count)) == reference.header)
    for output in PricingModel.quanto.outputs where reference.header.contains(output) {
      var gated = ConditionGate("quanto.csv \(output)", ofScale: 1e-14)
      for (actual, row) in zip(try Self.numbers(table, output), reference.rows) {
        gated.add(actual, row[output], scale: max(row["spot"], 10 * abs(row[output])), row)
      }
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    }
    let market = ",0.1,0.05,0,0.15,0.2,0.3,0.25\n"
    let columns = ",domesticRate,foreignRate,dividendYield,volatility,fxVolatility,correlation,expiry\n"
    let double = try PricingTable.prices(
      InputFile(
        name: "double.csv",
        text: "kind,type,spot,strike,lowerBarrier,upperBarrier,rebate" + columns
          + "double-knock-out,call,100,100,50,150,0" + market), model: .quantoDoubleBarrier)
    #expect(abs(try Self.numbers(double, "price")[0] - 3.4623) < 1e-4)
    let single = try PricingTable.prices(
      InputFile(
        name: "single.csv",
        text: "kind,type,spot,strike,barrier,rebate" + columns + "down-and-out,call,100,100,1e-9,0" + market
          + "down-and-in,call,100,100,1e-9,0" + market), model: .quantoBarrier)
    // The barriers of the double knock-out hardly count.
    #expect(abs(try Self.numbers(single, "price")[0] - 3.4623) < 1e-4 && single["price"]?[1] == "0.0")
  }

  @Test("Tables of barriers of other kinds: the prices of their formulas")
  func otherBarriers() throws {
    func price(_ model: PricingModel, _ text: String) throws -> [Double] {
      try Self.numbers(PricingTable.prices(InputFile(name: "a.csv", text: text), model: model), "price")
    }
    // Printed values, but for the barrier on another asset.
    let digital = try price(
      .barrierDigital,
      "payoff,kind,type,spot,strike,barrier,rate,dividendYield,volatility,expiry\n"
        + "asset,down-and-in,call,105,102,100,0.1,0,0.2,0.5\n")
    #expect(abs(digital[0] - 37.2782) < 1e-4)
    let soft = try price(
      .softBarrier,
      "kind,type,spot,strike,lowerBarrier,upperBarrier,rate,dividendYield,volatility,expiry\n"
        + "down-and-out,call,100,100,90,95,0.1,0.05,0.1,0.5\n")
    #expect(abs(soft[0] - 4.0175) < 1e-4)
    let partial = try price(
      .partialBarrier,
      "kind,type,window,spot,strike,barrier,instant,rate,dividendYield,volatility,expiry\n"
        + "down-and-out,call,end,95,90,100,0.25,0.1,0,0.25,1\n")
    #expect(abs(partial[0] - 6.2747) < 1e-4)
    let outside = try price(
      .twoAssetBarrier,
      "kind,type,spot1,strike,spot2,barrier,volatility1,volatility2,correlation,rate,dividendYield1,dividendYield2,expiry\n"
        + "down-and-out,call,100,90,100,95,0.2,0.2,0.5,0.08,0,0,0.5\n")
    #expect(abs(outside[0] - 6.6609) < 1e-4)
    let dates = try price(
      .discreteBarrier,
      "kind,type,spot,strike,barrier,rebate,observations,rate,dividendYield,volatility,expiry\n"
        + "down-and-out,call,100,90,1e-6,0,4,0.1,0,0.2,0.5\ndown-and-out,call,100,90,95,0,0,0.1,0,0.2,0.5\n"
        + "down-and-out,call,100,90,95,0,1e300,0.1,0,0.2,0.5\ndown-and-out,call,100,90,95,0,2.5,0.1,0,0.2,0.5\n")
    let free = try price(
      .blackScholes, "type,spot,strike,rate,dividendYield,volatility,expiry\ncall,100,90,0.1,0,0.2,0.5\n")
    #expect(abs(dates[0] - free[0]) < 1e-12 && dates[1].isNaN && dates[2].isNaN && dates[3].isNaN)
  }

  @Test("American options: the accuracy that is asked for, and the volatilities of their prices")
  func american() throws {
    let reference = try References.table("american.csv")
    for (accuracy, gate) in [(AmericanAccuracy.fast, 3e-6), (.standard, 2e-7)] {
      let table = try PricingTable.prices(
        Self.file("american.csv"), model: .american, greeks: .none, accuracy: accuracy)
      #expect(table.names == reference.header + ["price", "boundary", "status"])
      var gated = ConditionGate("american.csv price, \(accuracy)", ofScale: gate)
      for (actual, row) in zip(try Self.numbers(table, "price"), reference.rows) {
        let error = max(abs(actual - row["americanPrice"]) - 3 * row["spread"], 0)
        gated.add(error, 0, scale: row["strike"], row)
      }
      #expect(gated.count == 240)
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
      #expect(table["status"] == [String](repeating: "ok", count: 240))
    }
    let text =
      "type,spot,strike,rate,dividendYield,expiry,price\nput,100,110,0.05,0.02,1,14\ncall,100,110,0.05,0,1,200\n"
    let implied = try PricingTable.impliedVolatilities(
      InputFile(name: "prices", bytes: Data(text.utf8)), model: .american)
    let volatility = try Self.numbers(implied, "impliedVolatility")[0]
    let again = AmericanOption.price(
      .put, spot: 100, strike: 110, years: 1, volatility: volatility, rate: 0.05, dividendYield: 0.02)
    #expect(abs(again - 14) < 1e-9)
    #expect(implied["status"] == ["ok", "aboveMaximum"])
  }

  @Test("Dividends in cash: the example of Roll, Geske and Whaley, and cells that are none")
  func dividends() throws {
    let header = "type,spot,strike,rate,dividendYield,volatility,expiry,model,style,dividends\n"
    func table(_ row: String) throws -> ColumnTable {
      try PricingTable.prices(InputFile(name: "options", bytes: Data((header + row).utf8)), model: .american)
    }
    let priced = try table("call,80,82,0.06,0,0.3,0.3333333333333333,Escrowed,american,0.25:4\n")
    #expect(abs(try Self.numbers(priced, "price")[0] - 4.3860) < 6e-5)
    #expect(try table("call,80,82,0.06,0,0.3,1,spot,european,\n")["status"] == ["ok"])
    for row in ["call,80,82,0.06,0,0.3,1,forward,american,\n", "call,80,82,0.06,0,0.3,1,spot,american,0.25\n"] {
      #expect(throws: FileError.self) { try table(row) }
    }
  }

  @Test(
    "Tables of options on paths have the prices of their references",
    arguments: [
      (PricingModel.geometricAverage, "asian_geometric.csv", 160, 1e-12),
      (.arithmeticAverage, "asian_arithmetic.csv", 104, 1e-8),
      (.lookback, "lookback_floating.csv", 160, 1e-12), (.forwardStart, "forward_start.csv", 120, 1e-12),
    ])
  func paths(model: PricingModel, name: String, count: Int, gate: Double) throws {
    let reference = try References.table(name)
    let table = try PricingTable.prices(Self.file(name), model: model)
    #expect(table.count == count && table.names.last == "status")
    #expect(Set(table.names).isSuperset(of: model.outputs))
    var gated = ConditionGate("\(name) price", ofScale: gate)
    for (actual, row) in zip(try Self.numbers(table, "price"), reference.rows) {
      gated.add(actual, row["price"], scale: row["spot"], row)
    }
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(3))")
    #expect(table["status"] == [String](repeating: "ok", count: count))
    for output in model.outputs.dropFirst() {
      #expect(try Self.numbers(table, output).allSatisfy { $0.isFinite }, "\(output)")
    }
  }

  /// Printed values, and a row out of range.
  @Test(
    "Tables of further options on paths",
    arguments: [
      (
        PricingModel.fixedLookback,
        "type,spot,strike,extremum,rate,dividendYield,volatility,expiry\ncall,100,95,100,0.1,0,0.2,0.5\ncall,-1,95,100,0.1,0,0.2,0.5\n",
        18.9263
      ),
      (
        .partialLookback,
        "type,spot,extremum,multiple,rate,dividendYield,volatility,watchEnd,expiry\ncall,90,90,1,0.06,0,0.1,0.5,1\ncall,90,90,1,0.06,0,0.1,2,1\n",
        9.2128
      ),
      (
        .partialFixedLookback,
        "type,spot,strike,rate,dividendYield,volatility,watchStart,expiry\ncall,100,90,0.06,0,0.2,0.25,1\ncall,100,90,0.06,0,0.2,-1,1\n",
        27.5385
      ),
      (
        .performance,
        "type,spot,moneyness,rate,dividendYield,volatility,startTime,expiry\ncall,60,1.1,0.08,0.04,0.3,0.25,1\ncall,60,1.1,0.08,0.04,0.3,2,1\n",
        0.0727092597905389
      ),
      (
        .chooser,
        "spot,strike,rate,dividendYield,volatility,choiceTime,expiry\n50,50,0.08,0,0.25,0.25,0.5\n50,50,0.08,0,0.25,0.75,0.5\n",
        6.1071
      ),
      (
        .compound,
        "outerType,innerType,spot,outerStrike,innerStrike,rate,dividendYield,volatility,outerExpiry,innerExpiry\nput,call,500,50,520,0.08,0.03,0.35,0.25,0.5\nput,call,500,0,520,0.08,0.03,0.35,0.25,0.5\n",
        21.1965
      ),
      (
        .gap,
        "type,spot,trigger,strike,rate,dividendYield,volatility,expiry\ncall,50,50,57,0.09,0,0.2,0.5\ncall,50,50,57,0.09,0,-0.2,0.5\n",
        -0.0053
      ),
    ])
  func published(model: PricingModel, text: String, price: Double) throws {
    let table = try PricingTable.prices(InputFile(name: "paths.csv", text: text), model: model)
    let prices = try Self.numbers(table, "price")
    #expect(abs(prices[0] - price) < 2e-4 && prices[1].isNaN, "\(prices)")
    #expect(table["status"] == ["ok", "invalidInput"])
  }

  @Test("A number of fixings that is no count is invalid")
  func fixings() throws {
    let rows = ["-1", "0.5", "nan", "1e12"].map { "call,100,100,0.05,0,0.2,1,\($0)\n" }.joined()
    let text = "type,spot,strike,rate,dividendYield,volatility,expiry,fixings\n" + rows
    for model in [PricingModel.geometricAverage, .arithmeticAverage] {
      let table = try PricingTable.prices(InputFile(name: "paths.csv", text: text), model: model)
      #expect(table["status"] == [String](repeating: "invalidInput", count: 4))
    }
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

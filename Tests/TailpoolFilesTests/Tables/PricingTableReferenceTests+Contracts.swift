import Foundation
import TailpoolFiles
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Contracts beyond Europeans and one barrier.
extension PricingTableReferenceTests {
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
}

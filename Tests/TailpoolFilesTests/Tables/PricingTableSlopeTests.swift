#if Command
  import Foundation
  import TailpoolFiles
  import Testing

  /// The sensitivities of a table against differences of its own prices: each stands in the column of its name.
  @Suite("Sensitivities of a priced table")
  struct PricingTableSlopeTests {
    /// A model, its inputs, the column of prices, and which input each sensitivity is a slope of; time runs down.
    struct Case: Sendable, CustomTestStringConvertible {
      let model: PricingModel
      let inputs: [(name: String, value: String)]
      var price = "price"
      let slopes: [(output: String, input: String, sign: Double)]
      var testDescription: String { "\(model)" }
    }

    static let cases = [
      Case(
        model: .perpetualAmerican,
        inputs: [
          ("type", "put"), ("spot", "110"), ("strike", "100"), ("rate", "0.06"), ("dividendYield", "0.02"),
          ("volatility", "0.4"),
        ],
        slopes: [
          ("delta", "spot", 1), ("vega", "volatility", 1), ("rho", "rate", 1), ("epsilon", "dividendYield", 1),
        ]),
      Case(
        model: .everlasting,
        inputs: [
          ("type", "call"), ("spot", "103"), ("strike", "100"), ("drift", "0.05"), ("volatility", "0.7"),
          ("fundingPeriodYears", "0.1"),
        ],
        slopes: [
          ("delta", "spot", 1), ("vega", "volatility", 1), ("rho", "drift", 1),
          ("fundingSensitivity", "fundingPeriodYears", 1),
        ]),
      Case(
        model: .powerPerpetual,
        inputs: [
          ("spot", "30"), ("power", "2"), ("rate", "0.04"), ("volatility", "0.8"), ("fundingPeriodYears", "0.05"),
        ], price: "priceContinuous",
        slopes: [
          ("delta", "spot", 1), ("vega", "volatility", 1), ("rho", "rate", 1),
          ("fundingSensitivity", "fundingPeriodYears", 1),
        ]),
      Case(
        model: .liquidityPosition,
        inputs: [
          ("spot", "103"), ("lower", "90"), ("upper", "125"), ("liquidity", "40"), ("expiry", "0.3"),
          ("volatility", "0.7"), ("rate", "0.05"), ("dividendYield", "0.01"),
        ], slopes: [("delta", "spot", 1), ("vega", "volatility", 1), ("theta", "expiry", -1)]),
      Case(
        model: .coveredCallCurve,
        inputs: [("spot", "103"), ("strike", "100"), ("expiry", "0.3"), ("volatility", "0.7")],
        slopes: [("delta", "spot", 1), ("vega", "volatility", 1), ("theta", "expiry", -1)]),
      Case(
        model: .exchange,
        inputs: [
          ("spot1", "103"), ("spot2", "96"), ("dividendYield1", "0.03"), ("dividendYield2", "0.01"),
          ("volatility1", "0.5"), ("volatility2", "0.7"), ("correlation", "0.4"), ("expiry", "0.6"),
        ],
        slopes: [
          ("delta1", "spot1", 1), ("delta2", "spot2", 1), ("vega1", "volatility1", 1), ("vega2", "volatility2", 1),
          ("dPrice_dCorrelation", "correlation", 1), ("theta", "expiry", -1),
        ]),
      twoAssets(.spread, strike: "8"), twoAssets(.bestOf, strike: "101"), twoAssets(.worstOf, strike: "97"),
      Case(
        model: .barrier,
        inputs: [
          ("kind", "down-and-out"), ("type", "call"), ("spot", "103"), ("strike", "100"), ("barrier", "85"),
          ("rebate", "2"), ("rate", "0.05"), ("dividendYield", "0.01"), ("volatility", "0.5"), ("expiry", "0.6"),
        ],
        slopes: [
          ("delta", "spot", 1), ("vega", "volatility", 1), ("rho", "rate", 1), ("theta", "expiry", -1),
        ]),
    ]

    private static func twoAssets(_ model: PricingModel, strike: String) -> Case {
      Case(
        model: model,
        inputs: [
          ("type", "put"), ("spot1", "103"), ("spot2", "96"), ("strike", strike), ("rate", "0.05"),
          ("dividendYield1", "0.03"), ("dividendYield2", "0.01"), ("volatility1", "0.5"), ("volatility2", "0.7"),
          ("correlation", "0.4"), ("expiry", "0.6"),
        ],
        slopes: [
          ("delta1", "spot1", 1), ("delta2", "spot2", 1), ("vega1", "volatility1", 1), ("vega2", "volatility2", 1),
          ("dPrice_dCorrelation", "correlation", 1), ("theta", "expiry", -1), ("rho", "rate", 1),
          ("dualDelta", "strike", 1),
        ])
    }

    @Test("Are slopes of the price along the input of their name, and gamma is that of delta", arguments: cases)
    func slopes(_ one: Case) throws {
      /// A column of a table of one row, with an input moved by a part of it.
      func value(_ output: String, moved: String? = nil, by part: Double = 0) throws -> Double {
        let cells = try one.inputs.map { name, text in
          name == moved ? "\(try #require(Double(text)) * (1 + part))" : text
        }
        let text = one.inputs.map(\.name).joined(separator: ",") + "\n" + cells.joined(separator: ",") + "\n"
        let table = try PricingTable.prices(InputFile(name: "one.csv", text: text), model: one.model)
        let cell = try #require(table[output]?.first, "\(output)")
        return try #require(Double(cell))
      }
      func slope(_ output: String, _ input: String) throws -> Double {
        let start = try #require(one.inputs.first { $0.name == input }.flatMap { Double($0.value) }, "\(input)")
        let h = 1e-3
        let near = try value(output, moved: input, by: h) - value(output, moved: input, by: -h)
        let far = try value(output, moved: input, by: 2 * h) - value(output, moved: input, by: -2 * h)
        return (8 * near - far) / (12 * h * start)
      }
      var all = one.slopes.map { (output: $0.output, of: one.price, input: $0.input, sign: $0.sign) }
      let names = Set(one.model.outputs)
      if names.contains("gamma") { all.append(("gamma", "delta", "spot", 1)) }
      if names.contains("gamma1") {
        all += [("gamma1", "delta1", "spot1", 1), ("gamma2", "delta2", "spot2", 1), ("gamma12", "delta1", "spot2", 1)]
      }
      for (output, of, input, sign) in all {
        let (found, expected) = (try value(output), sign * (try slope(of, input)))
        #expect(abs(found - expected) <= 1e-7 * abs(expected), "\(output): \(found), \(expected)")
        #expect(expected != 0, "\(output)")
      }
    }
  }
#endif

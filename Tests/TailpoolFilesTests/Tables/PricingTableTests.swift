import TailpoolFiles
import TailpoolPricing
import Testing

struct PricingTableTests {
  private func prices(
    _ text: String, _ model: PricingModel = .normalizedBlack, _ greeks: PricingTable.Greeks = .all
  ) throws -> String {
    try PricingTable.prices(InputFile(name: "options.csv", text: text), model: model, greeks: greeks).csv
  }

  @Test func unknownColumnsAreCarriedThroughAndCommentsLeftOut() throws {
    let text = try prices(
      #"""
      # a comment
      note,x,s,tag
      "one, two",0,1,a
      # another
      "say ""so""",0,0,#b

      """#, .normalizedBlack, .none)
    #expect(
      text == #"""
        note,x,s,tag,b,status
        "one, two",0,1,a,0.38292492254802624,ok
        "say ""so""",0,0,#b,0.0,ok

        """#)
  }

  @Test func aColumnWithTheNameOfAnOutputIsReplacedWhereItStands() throws {
    #expect(try prices("status,b,x,s\nold,old,0,0\n", .normalizedBlack, .none) == "status,b,x,s\nok,0.0,0,0\n")
    // Without Greeks their columns are unknown columns.
    #expect(try prices("vega,x,s\nold,0,0\n", .normalizedBlack, .none) == "vega,x,s,b,status\nold,0,0,0.0,ok\n")
    #expect(
      try prices("vega,x,s\nold,0,0\n") == "vega,x,s,b,complement,status\n0.3989422804014327,0,0,0.0,1.0,ok\n")
  }

  @Test func everyNumberIsData() throws {
    let text = try prices(
      "x,s\nnan,1\n0,-1\ninf,1\n-inf,1\n0,inf\n-0.0,+0\n,1\nNA,1\n", .normalizedBlack, .none)
    #expect(
      text == """
        x,s,b,status
        nan,1,nan,invalidInput
        0,-1,nan,invalidInput
        inf,1,nan,invalidInput
        -inf,1,nan,invalidInput
        0,inf,1.0,ok
        -0.0,+0,0.0,ok
        ,1,nan,invalidInput
        NA,1,nan,invalidInput

        """)
  }

  @Test func modelsAreToldApartByTheirNames() {
    #expect(PricingModel.normalizedBlack == PricingModel(rawValue: PricingModel.normalizedBlack.rawValue))
    #expect(Set(PricingModel.allCases + PricingModel.allCases).count == PricingModel.allCases.count)
    #expect(Set(PricingModel.allCases.map(\.hashValue)).count == PricingModel.allCases.count)
    #expect(PricingModel(rawValue: "none") == nil)
  }

  @Test func aTableWithoutRowsStaysWithoutRows() throws {
    #expect(try prices("x,s\n") == "x,s,b,vega,complement,status\n")
  }

  @Test func aTableReadsBackAsWritten() throws {
    let table = ColumnTable(
      names: ["#a", "b,c"], columns: [["#x", "", "\"", "plain"], ["line\nbreak", "1,2", " ", "ü"]])
    #expect(table.csv == "\"#a\",\"b,c\"\n\"#x\",\"line\nbreak\"\n,\"1,2\"\n\"\"\"\", \nplain,ü\n")
    let single = ColumnTable(names: ["a"], columns: [["", "b"]])
    #expect(single.csv == "a\n\"\"\nb\n")
  }

  @Test func typesAndKindsAreReadInAnyCase() throws {
    let lower = try prices(
      "kind,type,spot,strike,rate,dividendYield,volatility,expiry\ncash,put,90,100,0,0,0,1\n", .digital, .none)
    let upper = try prices(
      "kind,type,spot,strike,rate,dividendYield,volatility,expiry\nCash,PUT,90,100,0,0,0,1\n", .digital, .none)
    #expect(lower.hasSuffix(",1.0,ok\n") && upper.hasSuffix(",1.0,ok\n"))
  }

  @Test func barrierAndExchangeRowsOutOfTheDomainAreInvalid() throws {
    let barrier = try prices(
      "kind,type,spot,strike,barrier,rebate,rate,dividendYield,volatility,expiry\n"
        + "Up-And-Out,Call,100,90,110,5,0,0,0.2,0\ndown-and-in,put,100,90,80,5,0,0,-0.2,1\n", .barrier, .none)
    #expect(barrier.hasSuffix("0.2,0,10.0,ok\ndown-and-in,put,100,90,80,5,0,0,-0.2,1,nan,invalidInput\n"))
    let exchange = try prices(
      "spot1,spot2,dividendYield1,dividendYield2,volatility1,volatility2,correlation,expiry\n"
        + "110,100,0,0,0.2,0.2,1,1\n110,100,0,0,0.2,0.2,1.5,1\n", .exchange, .none)
    #expect(exchange.hasSuffix("0.2,0.2,1,1,10.0,ok\n110,100,0,0,0.2,0.2,1.5,1,nan,invalidInput\n"))
  }

  @Test func everyModelIsFoundByItsName() {
    #expect(Set(PricingModel.allCases.map(\.rawValue)).count == PricingModel.allCases.count)
    for model in PricingModel.allCases {
      #expect(PricingModel(rawValue: model.rawValue) == model && !model.inputs.isEmpty)
      #expect(Set(model.inputs + model.outputs).count == model.inputs.count + model.outputs.count)
    }
    #expect(PricingModel(rawValue: "none") == nil)
  }

  static let hostile: [Hostile] = [
    Hostile("empty", "§", "the file is empty"),
    Hostile("comments only", "§# x,s\n", "the file is empty"),
    Hostile("missing column", "§x,t\n1,2\n", "no column \"s\""),
    Hostile("words", "x,s\n§one,\n", "x is \"one\""),
    Hostile(
      "no decimals", "x,s\n§0x1p-1,§1e-400\n§1e999,\n§\u{A0}1,1\n", "x is \"0x1p-1\"", "s is \"1e-400\"",
      "x is \"1e999\"", "x is"),
    Hostile("ragged rows", "x,s\n§1\n1,2,§3\n", "row of 1 cells", "row of 3 cells"),
    Hostile("column twice", "x,s,§x\n1,2,3\n", "stands twice"),
    Hostile("after a comment", "# a\nx,s\n# b\n1,§1.5.2\n", "s is \"1.5.2\""),
    Hostile("open quote", "x,s\n1,§\"2\n", "never closed"),
  ]

  @Test(arguments: hostile)
  func everythingElseIsRejectedAtItsPlace(_ file: Hostile) {
    file.expectRejection { try PricingTable.prices($0, model: .normalizedBlack) }
  }

  @Test func aTypeThatIsNeitherCallNorPutIsRejected() {
    Hostile(
      "types", "type,forward,strike,volatility,expiry\n§straddle,1,1,1,1\n§,1,1,1,1\n",
      "type is \"straddle\"; expected call or put", "type is missing; expected call or put"
    ).expectRejection { try PricingTable.prices($0, model: .inverse) }
    Hostile(
      "kind", "kind,type,spot,strike,rate,dividendYield,volatility,expiry\n§gap,call,1,1,0,0,1,1\n",
      "kind is \"gap\"; expected cash or asset"
    ).expectRejection { try PricingTable.prices($0, model: .digital) }
    Hostile(
      "barrier",
      "kind,type,spot,strike,barrier,rebate,rate,dividendYield,volatility,expiry\n§up,call,1,1,2,0,0,0,1,1\n"
        + "up-and-in,§calls,1,1,2,0,0,0,1,1\n",
      "kind is \"up\"; expected up-and-in, up-and-out, down-and-in or down-and-out",
      "type is \"calls\""
    ).expectRejection { try PricingTable.prices($0, model: .barrier) }
    Hostile("implied", "x,beta\n1,§y\n", "beta is \"y\"").expectRejection {
      try PricingTable.impliedVolatilities($0, model: .normalizedBlack)
    }
  }

  @Test func capitalsOfColumnsAndLettersOfTypesAreKnown() throws {
    let file = InputFile(
      name: "t", text: "TYPE,Forward,Strike,Expiry,DiscountFactor,PRICE\nC,100,100,1,1,8\np,100,100,1,1,\n")
    let table = try PricingTable.impliedVolatilities(file, model: .black76)
    #expect(table["status"] == ["ok", "invalidInput"])
    Hostile(
      "two spellings", "§type,Forward,FORWARD,strike,expiry,discountFactor,price\nc,1,1,1,1,1,1\n",
      "no column \"forward\""
    ).expectRejection { try PricingTable.impliedVolatilities($0, model: .black76) }
  }

  @Test func coinSettledPricesImplyVolatilities() throws {
    // 0.2169 coins at a forward of 39,165.86 are 8,495.075 dollars; bisection in Python gives the volatility.
    let file = InputFile(name: "t", text: "type,forward,strike,expiry,price\ncall,39165.86,40000,0.88,0.2169\n")
    let table = try PricingTable.impliedVolatilities(file, model: .inverse)
    let volatility = try #require(table["impliedVolatility"]?.first.flatMap { Double($0) })
    #expect(abs(volatility - 0.609421723058375) < 1e-13, "\(volatility)")
    let price = InverseOption.price(.call, forward: 39_165.86, strike: 40_000, years: 0.88, volatility: volatility)
    #expect(abs(price - 0.2169) < 1e-15, "\(price)")
  }

  @Test func everyStatusOfImpliedVolatilityIsNamed() throws {
    let file = InputFile(
      name: "prices.csv",
      text: """
        type,spot,strike,rate,dividendYield,expiry,price
        call,100,100,0,0,1,7.965567455405798
        call,100,90,0,0,1,10
        call,100,90,0,0,1,100
        call,100,90,0,0,1,9
        call,100,90,0,0,1,101
        call,100,90,0,0,0,11

        """)
    let table = try PricingTable.impliedVolatilities(file, model: .blackScholes)
    #expect(
      table["status"] == ["ok", "zero", "infinite", "belowIntrinsic", "aboveMaximum", "invalidInput"])
    #expect(table["impliedVolatility"]?.dropFirst() == ["0.0", "inf", "nan", "nan", "nan"])
    #expect(abs((table["impliedVolatility"]?.first.flatMap { Double($0) } ?? .nan) - 0.2) < 1e-15)
  }
}

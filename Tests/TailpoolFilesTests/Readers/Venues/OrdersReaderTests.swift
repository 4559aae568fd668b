#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Orders of a venue")
  struct OrdersReaderTests {
    static let product = """
      # Amounts in base units.
      paidIn,action,time,owner,amount0,amount1,leastShares,trader,pays,least
      ,mint,2026-01-01T00:00:00Z,Ada,1000000,2000000,0,,,
      5000,sell,1767225660,,,,,Bob,token0,0

      """
    static let concentrated = """
      time,action,owner,lower,upper,liquidity,most0,most1,trader,pays,exact,units,sqrtPriceLimitX96,allowed
      0,mint,Ada,-60,60,1000,5,6,,,,,,
      1,swap,,,,,,,Bob,token1,received,7,8,9
      2,swap,,,,,,,Bob,token0,paidIn,7,,9

      """

    @Test("Columns stand in any order, empty cells are absent fields, times are seconds or words")
    func reads() throws {
      let orders = try OrdersReader.read(MadeUp.file(Self.product), as: ConstantProductEvent.self)
      let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
      #expect(
        orders == [
          ConstantProductEvent(
            at: opening, .mint(owner: "Ada", amount0: 1_000_000, amount1: 2_000_000, leastShares: 0)),
          ConstantProductEvent(
            at: opening.advanced(bySeconds: 60), .sell(trader: "Bob", zeroForOne: true, paidIn: 5_000, least: 0)),
        ])
      let others = try OrdersReader.read(MadeUp.file(Self.concentrated), as: ConcentratedPoolEvent.self)
      let key = ConcentratedPool.PositionKey(owner: "Ada", lower: -60, upper: 60)
      func at(_ seconds: Int64, _ action: ConcentratedPoolAction) -> ConcentratedPoolEvent {
        ConcentratedPoolEvent(at: Timestamp(secondsSinceEpoch: seconds), action)
      }
      #expect(
        others == [
          at(0, .mint(key, liquidity: 1_000, most0: 5, most1: 6)),
          at(
            1,
            .swap(
              trader: "Bob", LiquiditySwap(zeroForOne: false, amount: .exactOutput(7), sqrtPriceLimitX96: 8), allowed: 9
            )
          ), at(2, .swap(trader: "Bob", LiquiditySwap(zeroForOne: true, amount: .exactInput(7)), allowed: 9)),
        ])
    }

    @Test("Each kind of funding is read by the name that the problem of a wrong one lists")
    func funding() throws {
      func orders(_ funding: String) throws -> [OptionsVenueEvent] {
        try OrdersReader.read(
          MadeUp.file(
            "time,action,id,underlying,kind,type,strike,fundingSeconds,funding,size,collateral\n"
              + "0,list,E,ETH,everlasting,call,300000000000,86400,\(funding),1,1\n"), as: OptionsVenueEvent.self)
      }
      do {
        _ = try orders("hourly")
        Issue.record("no problem")
      } catch { #expect("\(error)".contains("funding is \"hourly\"; expected continuous or discrete"), "\(error)") }
      for funding in Funding.allCases { #expect(try orders("\(funding)").count == 1) }
    }

    @Test("Every order that the format writes reads back, with a version or without")
    func readsBack() throws {
      let key = ConcentratedPool.PositionKey(owner: "A, \"B\"", lower: -60, upper: 60)
      let actions: [ConcentratedPoolAction] = [
        .mint(key, liquidity: .max, most0: .max, most1: .zero), .burn(key, liquidity: 0, least0: 1, least1: .max),
        .collect(key, most0: .max, most1: 0), .setProtocolFee(token0: 4, token1: 10), .collectProtocol,
        .swap(trader: "C", LiquiditySwap(zeroForOne: true, amount: .exactOutput(.max)), allowed: .max),
      ]
      #expect(Set(actions.map(\.name)) == Set(ConcentratedPoolEvent.actions))
      let orders = actions.map { ConcentratedPoolEvent(at: Timestamp(secondsSinceEpoch: -5), $0) }
      for isVersioned in [true, false] {
        let text = OrderTable.text(orders, isVersioned: isVersioned)
        #expect(try OrdersReader.read(MadeUp.file(text), as: ConcentratedPoolEvent.self) == orders)
      }
    }

    @Test("Rejects hostile orders of a constant product with the place", arguments: products)
    func rejectsProducts(_ hostile: Hostile) {
      hostile.expectRejection { try OrdersReader.read($0, as: ConstantProductEvent.self) }
    }

    static let products = [
      Hostile("empty file", "§", "the file is empty; expected a header line and rows"),
      Hostile("no orders", "§time,action\n# nothing\n", "the file has no orders; expected at least one order"),
      Hostile("no time", "§action\nmint\n", "the header has no column \"time\""),
      Hostile(
        "unknown columns", product.marked("paidIn", "§paid").marked("least\n", "§gas\n"),
        "no order has a field \"paid\"",
        "no order has a field \"gas\"; expected one of version, time"),
      Hostile("a column twice", product.marked("paidIn", "time").marked("action,time", "action,§time"), "stands twice"),
      Hostile("a short row", product.marked("Bob,token0,0", "Bob,§token0"), "row of 9 cells"),
      Hostile("no such time", product.marked("1767225660", "§noon"), "time is \"noon\"; expected seconds since 1970"),
      Hostile("a time of no year", product.marked("1767225660", "§-9223372036854775808"), "time is \"-92233"),
      Hostile(
        "no such action", product.marked("sell", "§swap"), "action is \"swap\"; expected one of mint, burn, sell, buy"),
      Hostile("no action", product.marked("5000,sell", "§5000,"), "action is missing; expected one of mint"),
      Hostile("missing field", product.marked("5000,sell", "§,sell"), "paidIn is missing; expected a whole number"),
      Hostile(
        "missing in a row", product.marked("§,mint", "").marked(",mint", "§,mint").marked("Ada", ""), "owner is missing"
      ),
      Hostile(
        "field of another action", product.marked("sell,1767225660,", "sell,1767225660,§Eve"),
        "owner is no field of sell; expected an empty cell"),
      Hostile("a fraction", product.marked("5000", "§5e3"), "paidIn is \"5e3\"; expected a whole number in digits"),
      Hostile("below zero", product.marked("5000", "§-5"), "paidIn is \"-5\""),
      Hostile(
        "beyond 128 bits", product.marked("5000", "§340282366920938463463374607431768211456"), "paidIn is \"3402823"),
      Hostile("no token", product.marked("token0", "§ETH"), "pays is \"ETH\"; expected token0 or token1"),
      Hostile(
        "two rows", product.marked("1000000", "§x").marked("token0", "§token2"), "amount0 is \"x\"",
        "pays is \"token2\""),
      Hostile(
        "another version", product.marked("paidIn", "version").marked("5000", "§2").marked(",mint", "1,mint"),
        "version is \"2\"; expected 1"),
    ]

    @Test("Rejects hostile orders of concentrated liquidity with the place", arguments: concentrates)
    func rejectsConcentrates(_ hostile: Hostile) {
      hostile.expectRejection { try OrdersReader.read($0, as: ConcentratedPoolEvent.self) }
    }

    static let concentrates = [
      Hostile(
        "a tick with a part", concentrated.marked("-60", "§-60.5"), "lower is \"-60.5\"; expected a tick in digits"),
      Hostile("no side", concentrated.marked("received", "§all"), "exact is \"all\"; expected paidIn or received"),
      Hostile("no limit", concentrated.marked(",8,", ",§none,"), "sqrtPriceLimitX96 is \"none\""),
      Hostile(
        "beyond 256 bits", concentrated.marked("7,8", "§1\(String(repeating: "0", count: 78)),8"), "units is \"10000"),
    ]
  }

  /// Orders as CSV, each cell in quotes.
  enum OrderTable {
    static func text(_ orders: [ConcentratedPoolEvent], isVersioned: Bool = false) -> String {
      let columns = (isVersioned ? ["version"] : []) + ConcentratedPoolEvent.fields.map(\.name)
      var text = columns.joined(separator: ",") + "\n"
      for order in orders {
        guard case .fields(let fields) = order.eventValue else { continue }
        let cells = columns.map { column -> String in
          guard case .text(let cell)? = fields.first(where: { $0.name == column })?.value else { return "" }
          return "\"\(cell.replacing("\"", with: "\"\""))\""
        }
        text += cells.joined(separator: ",") + "\n"
      }
      return text
    }
  }
#endif

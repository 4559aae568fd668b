#if Command
  import TailpoolMarket
  import TailpoolQuoting
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Orders of auctions, batches and crosses")
  struct AuctionReaderTests {
    static let orders = """
      participant,order,side,price,quantity,time,minimum,goodTill,note
      Ada,1,buy,101,50,1970-01-01T00:00:10Z,,,x
      Bob,2,sell,market,20,10,10,30,
      Cyd,7,buy,peg-2,20,20,0,,
      Dee,3,sell,peg,18446744073709551615,20,,,
      Dee,4,sell,peg+11,1,20,,,

      """

    private func problems(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "taken"
      } catch { return "\(error)".filter { $0 != "\"" } }
    }

    @Test("Orders of call auctions, in any order of columns")
    func calls() throws {
      let orders = try AuctionReader.orders(MadeUp.file(Self.orders))
      func order(
        _ id: UInt64, _ name: String, _ side: OrderSide, _ pricing: OrderPricing, _ quantity: UInt64, _ time: Int64,
        minimum: UInt64 = 0, end: Int64? = nil
      ) -> AuctionOrder {
        AuctionOrder(
          id: id, participant: name, side: side, pricing: pricing, quantity: quantity, minimumQuantity: minimum,
          time: Timestamp(secondsSinceEpoch: time), goodTill: end.map { Timestamp(secondsSinceEpoch: $0) })
      }
      #expect(
        orders == [
          order(1, "Ada", .buy, .limit(101), 50, 10), order(2, "Bob", .sell, .market, 20, 10, minimum: 10, end: 30),
          order(7, "Cyd", .buy, .pegged(offset: -2), 20, 20), order(3, "Dee", .sell, .pegged(offset: 0), .max, 20),
          order(4, "Dee", .sell, .pegged(offset: 11), 1, 20),
        ])
    }

    @Test("Every cell that is wrong is named with its place")
    func problems() {
      let cases: [(String, String, String)] = [
        ("101,50", "nan,50", "made-up:2:11: price is nan; expected market"),
        ("101,50", "0,50", "made-up:2:11: price is 0"), ("101,50", "-3,50", "made-up:2:11: price is -3"),
        ("101,50", "1.5,50", "made-up:2:11: price is 1.5"), ("peg-2", "peg2", "made-up:4:11: price is peg2"),
        ("101,50", "101,0", "made-up:2:15: quantity is 0; expected a whole number from 1 to 18446744073709551615"),
        ("101,50", "101,-1", "made-up:2:15: quantity is -1"), ("101,50", "101,", "made-up:2:15: quantity is missing"),
        ("18446744073709551615", "18446744073709551616", "made-up:5:16: quantity is"),
        ("Bob,2", "Bob,1", "made-up:3:5: order 1 stands first in line 2"),
        ("Bob,2", "Bob,+2", "made-up:3:5: order is +2"),
        ("Bob,2", ",2", "made-up:3:1: participant is missing"),
        ("sell,market", "ask,market", "made-up:3:7: side is ask"),
        ("1970-01-01T00:00:10Z", "later", "made-up:2:18: time is later"),
        (
          "1970-01-01T00:00:10Z", "11",
          "made-up:3:22: time 1970-01-01T00:00:10Z is before 1970-01-01T00:00:11Z above it"
        ),
        (",10,30", ",21,30", "made-up:3:25: minimum is 21; expected at most the quantity 20"),
        (",10,30", ",10,x", "made-up:3:28: goodTill is x"),
        ("participant,", "name,", "made-up:1:1: the header has no column participant"),
      ]
      for (text, other, message) in cases {
        let found = problems { _ = try AuctionReader.orders(MadeUp.file(Self.orders.marked(text, other))) }
        #expect(found.contains(message), "\(other): \(found)")
      }
      #expect(
        problems { _ = try AuctionReader.orders(MadeUp.file("order,time,participant,side,price,quantity\n")) }.contains(
          "the file has no orders"))
    }

    @Test("Intents of batches and orders of crosses")
    func others() throws {
      let intents = try AuctionReader.intents(
        MadeUp.file("participant,amount0,amount1\nAda,340282366920938463463374607431768211455,0\nAda,0,3\n"))
      #expect(
        intents == [BatchIntent("Ada", paidIn: TokenPair(.max, 0)), BatchIntent("Ada", paidIn: TokenPair(0, 3))])
      #expect(
        problems { _ = try AuctionReader.intents(MadeUp.file("participant,amount0,amount1\nAda,0,0\nBob,-1,2\n")) }
          == "made-up:2:5: both amounts are 0; expected something that is paid in\nmade-up:3:5: amount0 is -1; expected a whole "
          + "number from 0 to 340282366920938463463374607431768211455")
      let header = "order,participant,side,amount,limit,balance,minimum\n"
      let crosses = try AuctionReader.crossOrders(MadeUp.file(header + "5,Ada,buy,9,8,7,6\n4,Bob,sell,9,8,0,\n"))
      #expect(
        crosses == [
          CrossOrder(id: 5, participant: "Ada", side: .buy, amount: 9, limit: 8, balance: 7, minimum: 6),
          CrossOrder(id: 4, participant: "Bob", side: .sell, amount: 9, limit: 8, balance: 0),
        ])
      #expect(
        problems { _ = try AuctionReader.crossOrders(MadeUp.file(header + "5,Ada,buy,0,8,7,6\n5,Ada,buy,1,0,7,6\n")) }
          .contains("made-up:3:1: order 5 stands first in line 2"))
    }

    @Test("Trades that wait for a pool")
    func swaps() throws {
      let header = "trader,trade,pays,amount,least,commitment\n"
      let trades = try AuctionReader.swaps(
        MadeUp.file(header + "Ada,2,token1,340282366920938463463374607431768211455,,\nBob,1,token0,5,4,x\n"))
      #expect(
        trades == [
          SwapIntent(id: 2, trader: "Ada", zeroForOne: false, paidIn: .max, least: 0),
          SwapIntent(id: 1, trader: "Bob", zeroForOne: true, paidIn: 5, least: 4, commitment: "x"),
        ])
      #expect(try AuctionReader.swaps(MadeUp.file("trade,trader,pays,amount\n1,A,token0,1\n")).count == 1)
      for (row, message) in [
        ("Ada,2,base,1,,", "made-up:2:7: pays is base; expected token0 or token1"),
        ("Ada,2,token0,0,,", "made-up:2:14: amount is 0"), ("Ada,2,token0,1,-1,", "made-up:2:16: least is -1"),
        ("Ada,2,token0,nan,,", "made-up:2:14: amount is nan"), (",2,token0,1,,", "made-up:2:1: trader is missing"),
        ("Ada,2,token0,1,,\nAda,2,token0,1,,", "made-up:3:5: trade 2 stands first in line 2; expected each trade once"),
        ("Ada,2,token0,340282366920938463463374607431768211456,,", "amount is"),
      ] {
        let found = problems { _ = try AuctionReader.swaps(MadeUp.file(header + row + "\n")) }
        #expect(found.contains(message), "\(row): \(found)")
      }
    }

    @Test("Blocks of options, with legs of any number")
    func blocks() throws {
      let header = "block,participant,legs,packages,minimum,limit\n"
      let blocks = try AuctionReader.blocks(
        MadeUp.file(header + "2,Ada,-3 B C;1 A,5,2,-170141183460469231731687303715884105728\n1,Bob,1 A,1,,any\n"))
      #expect(
        blocks == [
          try OptionBlock(
            id: 2, participant: "Ada", legs: [PackageLeg("A", 1), PackageLeg("B C", -3)], packages: 5, minimum: 2,
            limit: .min),
          try OptionBlock(id: 1, participant: "Bob", legs: [PackageLeg("A", 1)], packages: 1, limit: .max),
        ])
      for (row, message) in [
        ("1,Ada,,1,,any", "made-up:2:7: legs is missing"), ("1,Ada,A,1,,any", "made-up:2:7: legs is A"),
        ("1,Ada,0 A,1,,any", "legs is 0 A"), ("1,Ada,1 A;,1,,any", "legs is 1 A;"),
        ("1,Ada,1 A;2 A,1,,any", "legs is 1 A;2 A"), ("1,Ada,-9223372036854775808 A,1,,any", "legs is"),
        ("1,Ada,1.5 A,1,,any", "legs is 1.5 A"), ("1,Ada,1 A,0,,any", "made-up:2:11: packages is 0"),
        ("1,Ada,1 A,1,2,any", "made-up:2:13: minimum is 2; expected at most the packages 1"),
        ("1,Ada,2 A,2147483648,,any", "made-up:2:11: packages is 2147483648; expected fewer than 2^32 contracts"),
        ("1,Ada,1 A,1,,inf", "made-up:2:14: limit is inf"), ("1,Ada,1 A,1,,", "limit is missing"),
        ("1,Ada,1 A,1,,any\n1,Ada,1 A,1,,any", "made-up:3:1: block 1 stands first in line 2"),
      ] {
        let found = problems { _ = try AuctionReader.blocks(MadeUp.file(header + row + "\n")) }
        #expect(found.contains(message), "\(row): \(found)")
      }
    }
  }
#endif

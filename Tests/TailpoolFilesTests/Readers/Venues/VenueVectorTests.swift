#if Command
  import Foundation
  import TailpoolLedger
  import TailpoolVenues
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// The contract's own tests as files of orders, read and replayed: every amount is theirs, to the unit.
  @Suite("Replays of the contract's own tests, from files")
  struct VenueVectorTests {
    typealias Fields = [String: Any]

    private static func cases(_ file: String, _ function: String) throws -> [Fields] {
      let all = try #require(try References.json("pools/\(file)")["cases"] as? [Fields])
      return all.filter { $0["fn"] as? String == function }
    }

    private static func text(_ fields: Fields, _ name: String) -> String {
      fields[name].map { $0 is NSNull ? "" : "\($0)" } ?? ""
    }

    private static func venue(_ fields: Fields) -> String {
      """
      {"venue": "concentrated-liquidity", "token0": "A", "token1": "B", "feeMillionths": \(text(fields, "fee")),
       "tickSpacing": \(text(fields, "tickSpacing")), "sqrtPriceX96": "\(text(fields, "startSqrtPriceX96"))", "opening": 0}
      """
    }

    private static let header =
      "time,action,owner,lower,upper,liquidity,most0,most1,least0,least1,trader,pays,exact,units,sqrtPriceLimitX96,"
      + "allowed,token0,token1\n"
    private static let most = "\(UInt128.max)"

    /// A row of the header's columns.
    private static func row(_ cells: [String: String]) -> String {
      header.dropLast().split(separator: ",").map { cells[String($0)] ?? "" }.joined(separator: ",") + "\n"
    }

    private static func position(_ action: String, _ fields: Fields, names: (String, String) = ("lower", "upper"))
      -> String
    {
      var cells = [
        "time": "1", "action": action, "owner": "w", "lower": text(fields, names.0), "upper": text(fields, names.1),
      ]
      if let owner = fields["owner"] { cells["owner"] = "\(owner)" }
      if action != "collect" { cells["liquidity"] = text(fields, "liquidity") }
      for bound in action == "burn" ? ["least0", "least1"] : ["most0", "most1"] {
        cells[bound] = action == "burn" ? "0" : most
      }
      return row(cells)
    }

    /// A trade; of an amount received that the price limit cuts short, the same trade by an amount paid in that does not.
    private static func swap(_ fields: Fields, limit: String, received: String?) -> String {
      let amount = text(fields, "amountSpecified")
      let falls = fields["zeroForOne"] as? Bool ?? false
      var cells = [
        "time": "1", "action": "swap", "trader": "t", "pays": falls ? "token0" : "token1", "exact": "paidIn",
        "units": amount, "sqrtPriceLimitX96": text(fields, limit), "allowed": "0",
      ]
      if amount.hasPrefix("-") {
        let isFilled = received.map { $0 == amount } ?? true
        cells["exact"] = isFilled ? "received" : "paidIn"
        cells["units"] = isFilled ? String(amount.dropFirst()) : "\(UInt256(1) << 200)"
        cells["allowed"] = isFilled ? "\(UInt256.max)" : "0"
      }
      return row(cells)
    }

    private static func replay(_ venue: String, _ rows: String) throws -> VenueReplay<ConcentratedPool> {
      let description = try VenueReader.read(MadeUp.file(venue))
      let terms = try #require(description.terms as? ConcentratedPoolTerms)
      let orders = try OrdersReader.read(MadeUp.file(header + rows), as: ConcentratedPoolEvent.self)
      return try VenueReplay(terms, scale: description.scale, orders: orders)
    }

    /// What the pool received less what it paid, with its sign.
    private static func net(_ into: UInt256, _ out: UInt256) -> String {
      out == .zero ? into.description : "-\(out)"
    }

    @Test("Every swap of the snapshot")
    func swaps() throws {
      let vectors = try Self.cases("48_concentrated_liquidity_v3.json", "poolSwap")
      #expect(vectors.count == 160)
      for vector in vectors {
        let positions = try #require(vector["positions"] as? [Fields])
        let expected = vector["expected"] as? Fields
        let falls = vector["zeroForOne"] as? Bool ?? false
        let received = expected.map { Self.text($0, falls ? "amount1" : "amount0") }
        let rows =
          positions.map { Self.position("mint", $0, names: ("tickLower", "tickUpper")) }.joined()
          + Self.swap(vector, limit: "sqrtPriceLimitX96", received: received)
        let replay = try Self.replay(Self.venue(vector), rows)
        let records = replay.records
        try #require(records.count == positions.count + 1)
        #expect(records.dropLast().allSatisfy { $0.fill != nil })
        let before = records[positions.count - 1].inventory
        #expect(before.amount0.description == Self.text(vector, "amount0Before"), "\(vector)")
        #expect(before.amount1.description == Self.text(vector, "amount1Before"), "\(vector)")
        guard let expected else {
          #expect(records.last?.refusal != nil && records.last?.inventory == before, "\(vector)")
          continue
        }
        let flow = try #require(records.last?.fill?.flow, "\(vector)")
        #expect(Self.net(flow.in0, flow.out0) == Self.text(expected, "amount0"), "\(vector)")
        #expect(Self.net(flow.in1, flow.out1) == Self.text(expected, "amount1"), "\(vector)")
        #expect(replay.venue.sqrtPriceX96.description == Self.text(expected, "sqrtPriceAfterX96"), "\(vector)")
        #expect(replay.venue.audit().isEmpty)
      }
    }

    @Test("Every sequence, but for one that begins with fees grown")
    func sequences() throws {
      let all = try Self.cases("48_concentrated_liquidity_v3.json", "sequence")
      let vectors = all.filter { $0["initialFeeGrowthGlobal0X128"] == nil }
      #expect(all.count == 15 && vectors.count == 14)
      for vector in vectors {
        let steps = try #require(vector["ops"] as? [Fields])
        let rows = try steps.map { step -> String in
          switch Self.text(step, "op") {
          case "swap":
            let falls = try #require(step["zeroForOne"] as? Bool)
            return Self.swap(step, limit: "limit", received: Self.text(step, falls ? "amount1" : "amount0"))
          case "setFeeProtocol":
            return Self.row([
              "time": "1", "action": "setProtocolFee", "token0": Self.text(step, "token0"),
              "token1": Self.text(step, "token1"),
            ])
          default: return Self.position(Self.text(step, "op"), step)
          }
        }
        let replay = try Self.replay(Self.venue(vector), rows.joined())
        for (record, step) in zip(replay.records, steps) {
          let flow = try #require(record.fill?.flow, "\(record) \(step)")
          let (amount0, amount1) =
            switch record.action {
            case "burn": (flow.credited0.description, flow.credited1.description)
            case "collect": (flow.out0.description, flow.out1.description)
            case "setProtocolFee": (Self.text(step, "amount0"), Self.text(step, "amount1"))
            default: (Self.net(flow.in0, flow.out0), Self.net(flow.in1, flow.out1))
            }
          #expect(amount0 == Self.text(step, "amount0") && amount1 == Self.text(step, "amount1"), "\(step)")
        }
        let final = try #require(vector["final"] as? Fields)
        #expect(replay.venue.inventory.amount0.description == Self.text(final, "balance0"))
        #expect(replay.venue.inventory.amount1.description == Self.text(final, "balance1"))
        #expect(replay.venue.sqrtPriceX96.description == Self.text(final, "sqrtPriceX96"))
        #expect(replay.venue.audit().isEmpty)
      }
    }

    @Test("Trades of a constant product")
    func products() throws {
      let vectors = try Self.cases("47_constant_product_v2.json", "amountOut")
      #expect(vectors.count == 5)
      for vector in vectors {
        let (x, y) = (Self.text(vector, "reserveIn"), Self.text(vector, "reserveOut"))
        let rows = """
          time,action,owner,amount0,amount1,leastShares,trader,pays,paidIn,least
          0,mint,o,\(x),\(y),0,,,,
          1,sell,,,,,t,token0,\(Self.text(vector, "amountIn")),\(Self.text(vector, "expected"))

          """
        let description = try VenueReader.read(MadeUp.file(VenueReaderTests.product))
        let terms = try #require(description.terms as? ConstantProductTerms)
        let orders = try OrdersReader.read(MadeUp.file(rows), as: ConstantProductEvent.self)
        let opening = ConstantProductTerms(
          token0: "A", token1: "B", feeMillionths: terms.feeMillionths, hasProtocolFee: false,
          opening: .init(secondsSinceEpoch: 0))
        let replay = try VenueReplay<ConstantProductPool>(opening, scale: description.scale, orders: orders)
        #expect(replay.records.last?.fill?.flow.out1.description == Self.text(vector, "expected"), "\(vector)")
      }
    }
  }
#endif

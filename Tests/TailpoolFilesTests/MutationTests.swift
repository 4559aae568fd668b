#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Files that were good until bytes of them were changed: a reader may accept or reject them, but must come back, and
  /// what it rejects must have a place inside the file.
  @Suite struct MutationTests {
    private static let rounds = 3_000

    /// Bytes that formats give a meaning to, and some that they do not.
    private static let alphabet =
      Array("\n\r\t ,\"'#{}[]:\\ude-+.0179eEnaif\0_/é€😀\u{301}\u{FEFF}".utf8) + [0x80, 0xC0, 0xFF]

    private static func mutate(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
      var bytes = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let length = min(Int.random(in: 0...9, using: &generator), bytes.count - place)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.insert(alphabet.randomElement(using: &generator) ?? 0, at: place)
        case 1: bytes.removeSubrange(place..<place + length)
        case 2:
          bytes.insert(
            contentsOf: bytes[place..<place + length], at: Int.random(in: 0...bytes.count, using: &generator))
        case 3: bytes.removeSubrange(Int.random(in: 0...bytes.count, using: &generator)...)
        default: if place < bytes.count { bytes[place] = alphabet.randomElement(using: &generator) ?? 0 }
        }
      }
      return bytes
    }

    /// Reads mutated files; returns how many were accepted and rejected, and what was wrong with the answers.
    private func run(_ texts: [String], seed: UInt64, _ read: (InputFile) throws -> Void) -> (
      accepted: Int, rejected: Int, faults: [String]
    ) {
      var generator = SeededGenerator(seed: seed)
      var (accepted, rejected, faults) = (0, 0, [String]())
      for round in 0..<Self.rounds {
        let bytes = Self.mutate(Array(texts[round % texts.count].utf8), with: &generator)
        do {
          try read(InputFile(name: "mutated", bytes: bytes))
          accepted += 1
        } catch FileError.invalid(let problems, let further) {
          rejected += 1
          let lines = 1 + bytes.count { $0 == 10 || $0 == 13 }
          let isPlaced = problems.allSatisfy {
            (1...lines).contains($0.line) && (1...bytes.count + 1).contains($0.column)
          }
          if problems.isEmpty || problems.count > 50 || !isPlaced || further > 0 && problems.count < 50 {
            faults.append("seed \(seed), round \(round): \(problems)")
          }
        } catch {
          faults.append("seed \(seed), round \(round): \(error)")
        }
      }
      return (accepted, rejected, faults)
    }

    private func expectNoFault(_ texts: [String], seed: UInt64, _ read: (InputFile) throws -> Void) {
      let (accepted, rejected, faults) = run(texts, seed: seed, read)
      #expect(faults.isEmpty, "\(faults.prefix(5))")
      // The mutations are neither all harmless nor all fatal, so both ways through the reader are tried.
      #expect(accepted > 0 && rejected > Self.rounds / 10, "\(accepted) accepted, \(rejected) rejected")
    }

    @Test func chainsAndSnapshots() {
      expectNoFault([MadeUp.deribit, MadeUp.index, MadeUp.summary], seed: 1) { file in
        let chain = try ChainReader.read(file)
        // A chain that is accepted may still lack what a snapshot needs, but only in the ways that are typed.
        do throws(MarketError) { _ = try MarketSnapshot(chains: [chain]) } catch {}
      }
    }

    @Test func histories() {
      expectNoFault([MadeUp.wide, MadeUp.long], seed: 2) { _ = try HistoryReader.read($0) }
    }

    @Test func books() throws {
      let snapshot = try MarketSnapshot(chains: [ChainReader.read(MadeUp.file(MadeUp.deribit))])
      expectNoFault([MadeUp.book, MadeUp.bookOfPerpetuals], seed: 3) { _ = try BookReader.read($0, in: snapshot) }
    }

    @Test func venues() {
      expectNoFault(
        [
          VenueReaderTests.concentrated, VenueReaderTests.product, ImbalanceVenueTests.venue,
          RangeOptionVenueTests.venue,
        ], seed: 7
      ) {
        _ = try VenueReader.read($0)
      }
    }

    @Test func pricesBesideVenues() {
      expectNoFault(["time,price\n2026-01-01,3000\n1767225660,3001.5\n2026-01-01T00:02:00Z,2e3\n"], seed: 10) { file in
        _ = try PriceSeriesReader.read(file, from: Timestamp(secondsSinceEpoch: 1_767_225_600))
      }
    }

    @Test func ordersOfVenues() throws {
      let terms = ConstantProductTerms(
        token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: true,
        opening: Timestamp(secondsSinceEpoch: 1_767_225_600))
      let scale = try TokenScale()
      expectNoFault([OrdersReaderTests.product], seed: 8) { file in
        // What is read is replayed, and what came of it written, whatever it is.
        let orders = try OrdersReader.read(file, as: ConstantProductEvent.self)
        let replay = try VenueReplay<ConstantProductPool>(terms, scale: scale, orders: orders)
        _ = FillTable.text(replay.records) + replay.eventValue.canonicalJSON
      }
      let root = TickPrice.lowestSqrtPriceX96
      expectNoFault([OrdersReaderTests.concentrated], seed: 9) { file in
        let orders = try OrdersReader.read(file, as: ConcentratedPoolEvent.self)
        let replay = try VenueReplay<ConcentratedPool>(
          ConcentratedPoolTerms(
            token0: "A", token1: "B", feeMillionths: 3_000, tickSpacing: 60, sqrtPriceX96: root,
            opening: Timestamp(secondsSinceEpoch: 0)), scale: scale, orders: orders)
        _ = FillTable.text(replay.records) + replay.eventValue.canonicalJSON
      }
    }

    @Test func ordersOfAnImbalancePool() throws {
      guard let terms = try VenueReader.read(MadeUp.file(ImbalanceVenueTests.venue)).terms as? ImbalancePoolTerms else {
        Issue.record("another venue")
        return
      }
      let scale = try TokenScale()
      expectNoFault([ImbalanceVenueTests.orders], seed: 11) { file in
        let orders = try OrdersReader.read(file, as: ImbalancePoolEvent.self)
        let replay = try VenueReplay<ImbalancePool>(terms, scale: scale, orders: orders)
        _ = FillTable.text(replay.records) + replay.eventValue.canonicalJSON
      }
    }

    @Test func ordersOfOptionsFromRanges() throws {
      guard let terms = try VenueReader.read(MadeUp.file(RangeOptionVenueTests.venue)).terms as? RangeOptionTerms else {
        Issue.record("another venue")
        return
      }
      let scale = try TokenScale()
      expectNoFault([RangeOptionVenueTests.orders], seed: 12) { file in
        let orders = try OrdersReader.read(file, as: RangeOptionEvent.self)
        let replay = try VenueReplay<RangeOptionPool>(terms, scale: scale, orders: orders)
        _ = FillTable.text(replay.records) + replay.eventValue.canonicalJSON
      }
    }

    @Test func ordersOfAuctions() throws {
      let auction = try CallAuction(selfMatch: .cancelNewer)
      expectNoFault([AuctionReaderTests.orders], seed: 13) { file in
        let orders = try AuctionReader.orders(file)
        // What is read may still be refused, but only in the ways that are typed.
        do throws(AuctionRefusal) {
          let batches = try FrequentBatchAuction(auction: auction, opening: orders[0].time, intervalSeconds: 7).run(
            orders, reference: 100)
          _ = AuctionFillTable.text(batches, of: orders) + AuctionSummary.value(batches).canonicalJSON
        } catch {}
      }
      let users = "participant,amount0,amount1\nAda,340282366920938463463374607431768211455,0\nBob,0,3\n"
      expectNoFault([users], seed: 14) { file in
        let intents = try AuctionReader.intents(file)
        do throws(AuctionRefusal) {
          let batch = try SealedBatch.crossed(SealedBatch.total(intents), price: 7, lot: 3)
          let (claims, dust) = try batch.claims(intents)
          _ = AuctionFillTable.text(intents, claims) + AuctionSummary.value(batch, dust: dust).canonicalJSON
        } catch {}
      }
      let cross = try MidpointCross(price: 7, lot: 3)
      let orders = "order,participant,side,amount,limit,balance,minimum\n5,Ada,buy,9,8,70,6\n4,Bob,sell,9,5,12,\n"
      expectNoFault([orders], seed: 15) { file in
        let orders = try AuctionReader.crossOrders(file)
        let trades = try cross.cross(orders)
        _ = AuctionFillTable.text(trades, of: orders) + AuctionSummary.value(trades, cross).canonicalJSON
      }
    }

    @Test func pools() {
      expectNoFault([MadeUp.pool], seed: 4) { _ = try PoolReader.read($0) }
    }

    @Test func stressSets() {
      expectNoFault([MadeUp.stress], seed: 5) { _ = try StressReader.read($0) }
    }
  }
#endif

#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  /// Instants, counts and numbers at the very ends of what the readers take.
  @Suite("Readers at the ends of their ranges")
  struct ReaderLimitsTests {
    /// What a reader finds wrong; nothing where it finds nothing.
    private func problems(_ read: () throws -> Any) -> [FileProblem] {
      do { _ = try read() } catch {
        if let error = error as? FileError, case .invalid(let problems, _) = error { return problems }
      }
      return []
    }

    private func summary(_ name: String, _ milliseconds: String, _ rest: String = "") -> String {
      "{\"result\": [{\"instrument_name\": \(name), \"creation_timestamp\": \(milliseconds)\(rest)}]}"
    }

    @Test("A book summary's second is the one that has begun, and an option that expires in it is none any more")
    func summaries() throws {
      // 2030-01-10T08:00:00Z is 1,894,262,400 seconds after 1970.
      let before = try ChainReader.read(
        MadeUp.file(summary("\"BTC-10JAN30-50000-C\"", "1894262399999", ", \"mark_price\": 0.1")))
      #expect(before.asOf.description == "2030-01-10T07:59:59Z" && before.quotes.count == 1)
      Hostile("at expiry", "§" + summary("\"BTC-10JAN30-50000-C\"", "1894262400000"), "every option of the chain")
        .expectRejection { try ChainReader.read($0) }
      let last = try ChainReader.read(
        MadeUp.file(summary("\"BTC-10JAN99-50000-C\"", "1894262400000", ", \"mark_price\": 0.1, \"mark_iv\": 61.5")))
      #expect(last.quotes[0].markVolatility == 0.615)
      Hostile("past the year 9999", summary("\"BTC-10JAN99-50000-C\"", "§253402300800000"), "before the year 10000")
        .expectRejection { try ChainReader.read($0) }
    }

    @Test("A chain is as of its latest row, in whatever order the rows stand")
    func latest() throws {
      let rows = [MadeUp.deribitPut, MadeUp.deribitRow]
      for order in [rows, rows.reversed()] {
        let chain = try ChainReader.read(MadeUp.file(MadeUp.deribitHeader + order.joined()))
        #expect(chain.asOf.description == "2030-01-10T12:00:05Z", "\(order)")
      }
    }

    @Test("What stands a third time is told with the line of the first")
    func again() {
      let row = MadeUp.deribitRow
      Hostile(
        "three times",
        MadeUp.deribitHeader + row + row.replacing(",BTC-25", ",§BTC-25") + row.replacing(",BTC-25", ",§BTC-25"),
        "BTC-25JAN30-50000-C stands first in line 2", "BTC-25JAN30-50000-C stands first in line 2"
      ).expectRejection { try ChainReader.read($0) }
    }

    @Test("A currency may be written as the underlying or as the root")
    func currencies() throws {
      func row(_ currency: String) -> String {
        MadeUp.deribitHeader
          + "2030-01-10T12:00:00Z,XRP_USDC-25JAN30-0d5-P,\(currency),P,0.5,2030-01-25T08:00Z,1,,,,,,,\n"
      }
      for currency in ["XRP", "XRP_USDC"] {
        #expect(try ChainReader.read(MadeUp.file(row(currency))).quotes.count == 1, "\(currency)")
      }
      Hostile("another", row("§USDC"), "ccy is \"USDC\"; expected XRP as in XRP_USDC-25JAN30-0d5-P")
        .expectRejection { try ChainReader.read($0) }
    }

    @Test("An index option that expires on the day of its quote is taken, with its own hour")
    func index() throws {
      for (root, expected) in [("SPX", "2030-01-10T14:30:00Z"), ("SPXW", "2030-01-10T21:00:00Z")] {
        let text = MadeUp.indexHeader + "2030-01-10T09:00-05:00,4000,2030-01-10,C,4000,\(root),,1,2,3,0.2,,,7\n"
        #expect(try ChainReader.read(MadeUp.file(text)).quotes[0].contract.expiry.description == expected)
      }
    }

    @Test("Which layout a header has is decided by what it lacks")
    func layouts() {
      let deribit = ChainReader.deribitColumns, index = ChainReader.indexColumns
      // Five of ten columns may be missing; then each missing one is named. Six are no layout.
      func hostile(_ columns: [String], _ messages: String) -> Hostile {
        Hostile("header", "§" + columns.joined(separator: ",") + "\n", messages)
      }
      hostile(Array(index.dropLast()), "the header has no column \"oi\"; expected the columns quote_date,spot")
        .expectRejection { try ChainReader.read($0) }
      hostile(Array(deribit.dropLast()), "the header has no column \"oi\"; expected the columns ts,instrument")
        .expectRejection { try ChainReader.read($0) }
      hostile(Array(index.prefix(4)), "the header is of no known option chain").expectRejection {
        try ChainReader.read($0)
      }
      let found = problems { try ChainReader.read(MadeUp.file(index.prefix(5).joined(separator: ",") + "\n")) }
      let named = zip(found, index.dropFirst(5)).count { $0.message.hasPrefix("the header has no column \"\($1)\"") }
      #expect(found.count == 5 && named == 5, "\(found)")
    }

    @Test("A zone may be fourteen hours off and a quarter, east or west")
    func zones() {
      for (text, expected) in [
        ("2030-01-10T12:00+14:00", "2030-01-09T22:00:00Z"), ("2030-01-10T12:00-12:00", "2030-01-11T00:00:00Z"),
        ("2030-01-10T12:00+05:45", "2030-01-10T06:15:00Z"), ("2030-01-10T12:00-03:30", "2030-01-10T15:30:00Z"),
      ] { #expect(DateText.timestamp(text)?.instant.description == expected, "\(text)") }
      #expect(DateText.timestamp("2030-01-10T12:00+15:00") == nil)
      #expect(DateText.newYorkTime("2030-01-10 12:30 AM ET")?.instant.description == "2030-01-10T05:30:00Z")
    }

    @Test("Numbers at the ends of their rules")
    func rules() {
      for (rule, taken, refused) in [
        (NumberRule.correlation, [-1, 1, 0], [Double(1).nextUp, Double(-1).nextDown]),
        (.moreThanMinusOne, [Double(-1).nextUp, 0, 9], [-1, -2]), (.positive, [.leastNonzeroMagnitude], [0, -1]),
        (.nonNegative, [0, 1], [-Double.leastNonzeroMagnitude]), (.finite, [-9, 9], []),
      ] as [(NumberRule, [Double], [Double])] {
        for value in taken { #expect(rule.allows(value), "\(rule): \(value)") }
        for value in refused { #expect(!rule.allows(value), "\(rule): \(value)") }
      }
    }

    @Test("Forty characters are shown, of more the first thirty-seven")
    func shownTexts() {
      let forty = String(repeating: "a", count: 40)
      #expect(shown(forty) == "\"\(forty)\"")
      #expect(shown(forty + "b") == "\"\(forty.dropLast(3))...\"")
    }

    @Test("A day without options is told with the first eight days that have some")
    func days() throws {
      func snapshot(_ count: Int) throws -> MarketSnapshot {
        let rows = (1...count).map {
          let day = $0 + 10
          return
            "2030-01-10T12:00:00Z,BTC-\(day)JAN30-50000-C,BTC,C,50000,2030-01-\(day)T08:00Z,,,,0.6,50500,,50400,12\n"
        }
        return try MarketSnapshot(
          chains: [ChainReader.read(MadeUp.file(MadeUp.deribitHeader + rows.joined()))])
      }
      for (count, end) in [(7, "2030-01-17"), (8, "2030-01-18"), (9, "2030-01-18, …")] {
        let snapshot = try snapshot(count)
        let first = (11..<(11 + min(count, 8))).map { "2030-01-\($0)" }.joined(separator: ", ")
        let found = problems {
          try BookReader.read(MadeUp.file("id,instrument,quantity\na,BTC-DIGITAL-1MAR30-5-C,1\n"), in: snapshot)
        }
        let list = count > 8 ? first + ", …" : first
        #expect(list.hasSuffix(end))
        let expected = "a day on which options of BTC expire: \(list)"
        #expect(found.count == 1 && found[0].message.hasSuffix(expected), "\(found)")
      }
    }

    @Test("A fixing may be of the snapshot's own second")
    func fixing() throws {
      let snapshot = try MarketSnapshot(chains: [ChainReader.read(MadeUp.file(MadeUp.deribit))])
      let text = """
        {"positions": [{"id": "a", "quantity": 1, "kind": "barrier", "underlying": "BTC", "type": "call", "strike": 50000,
        "expiry": "2030-01-25", "barrierKind": "down-and-out", "barrier": 45000, "barrierHit": false,
        "fixings": [{"underlying": "BTC", "time": "2030-01-10T12:00:05Z", "price": 45000.5}]}]}
        """
      let fixings = try BookReader.read(MadeUp.file(text), in: snapshot).positions[0].state.fixings
      #expect(fixings == [.init(underlying: "BTC", time: snapshot.asOf, price: 45_000.5)])
    }

    @Test("A column of times beside the date is no asset; a fourth reading of an asset follows its last date")
    func histories() throws {
      #expect(try HistoryReader.read(MadeUp.file("date,timestamp,BTC,ts\n2030-01-01,x,5,y\n")).assets == ["BTC"])
      let rows = "date,sym,close\n2030-01-01,BTC,5\n2030-01-03,BTC,6\n"
      Hostile("back", rows + "§2030-01-02,BTC,7\n", "date 2030-01-02 is before 2030-01-03 above it")
        .expectRejection { try HistoryReader.read($0) }
    }
  }
#endif

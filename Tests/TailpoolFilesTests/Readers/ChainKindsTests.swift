#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  /// Chains as people have them, made up: each stands for a kind.
  @Suite struct ChainKindsTests {
    private func read(_ text: String, _ options: ChainOptions = ChainOptions()) throws -> Reading<OptionChain> {
      try ChainReader.reading(MadeUp.file(text), options: options)
    }

    private static let fields = """
      "underlying_price": 71000.5, "estimated_delivery_price": 70990, "mark_price": 0.05, "mark_iv": 61.5, \
      "open_interest": 7, "bid_price": 0.049, "ask_price": null
      """

    private static func element(_ name: String, _ rest: String = fields) -> String {
      "{\"instrument_name\": \"\(name)\", \"creation_timestamp\": 1894276800123, \(rest)}"
    }

    @Test func deribitInAnyWrapping() throws {
      let one = Self.element("BTC-25JAN30-71000-C")
      let expected = try read("{\"result\": [\(one)]}").value
      #expect(expected.quotes.first?.markVolatility == 0.615 && expected.quotes.first?.spot == 70_990)
      #expect(try read("[\(one)]").value == expected)
      #expect(try read("{\"jsonrpc\": \"2.0\", \"result\": \(one)}").value == expected)
      let texts = one.replacing("71000.5", with: "\"71000.5\"").replacing(": 7,", with: ": \"7.0\",")
      #expect(try read("[\(texts)]").value == expected)
      let table = """
        ,instrument_name,underlying_price,estimated_delivery_price,mark_price,mark_iv,open_interest,bid_price,ask_price,creation_timestamp
        0,BTC-25JAN30-71000-C,71000.5,70990,0.05,61.5,7.0,0.049,,1894276800123

        """
      #expect(try read(table).value == expected)
    }

    @Test func whatIsNoOptionIsLeftOut() throws {
      let others = [
        "BTC-25JAN30", "BTC-PERPETUAL", "BTC_USDC-PERPETUAL", "BTC_USDC", "BTC-FS-25JAN30_PERP", "BTC-CDIAG-1-2",
      ]
      let all = (others + ["XRP_USDC-25JAN30-0d5-C", "XRP_USDC-25JAN30-0.25-P"]).map { Self.element($0) }
      let reading = try read("[\(all.joined(separator: ","))]")
      #expect(reading.value.quotes.map(\.contract.strike) == [0.5, 0.25])
      #expect(reading.report.notes == ["6 rows are futures, spot pairs or combos and were left out"])
    }

    @Test func tickersHaveTheTimeOfTheirTimestampOrTheUser() throws {
      let ticker = Self.element(
        "BTC-25JAN30-71000-C", Self.fields.replacing("\"bid_price\"", with: "\"best_bid_price\""))
      let asOf = try #require(Timestamp(text: "2030-01-12T00:00Z"))
      let said = try read("[\(ticker)]", ChainOptions(asOf: asOf)).value
      #expect(said.asOf == asOf && said.quotes.first?.bid == 0.049)
      let timed = ticker.replacing("\"creation_timestamp\"", with: "\"timestamp\"")
      #expect(try read("[\(timed)]").value.asOf.description == "2030-01-10T12:00:00Z")
    }

    private static let quotedata = """

      Index of Made-Up Things (SPX),Last: 4604.37,Change:  1.2
      "Date: January 10, 2030 at 1:49 PM EST",Bid: 1,Ask: 2,Size: 1*1,Volume: 0
      Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest
      Wed Jan 09 2030,SPXW300109C04600000,0,0,4,5,0,0,0,0,2,4600.00,SPXW300109P04600000,0,0,1,2,0,0,0,0,0
      Fri Jan 18 2030,SPX300118C04600000,0,0,40,41,0,0.15,0,0,2,4600.00,SPX300118P04600000,0,0,30,31.5,0,0.16,0,0,9
      Fri Jan 18 2030,SPXW300118C04600000,0,0,42,43,0,0.15,0,0,2,4600.00,SPXW300118P04600000,0,0,0,33,0,0.16,0,0,8

      """

    @Test func cboesDownload() throws {
      let reading = try read(Self.quotedata)
      let chain = reading.value
      #expect(chain.asOf.description == "2030-01-10T18:49:00Z")
      let quotes = chain.quotes.suffix(4)
      #expect(
        quotes.map(\.contract.name) == [
          "SPX-18JAN30-4600-C", "SPX-18JAN30-4600-P", "SPXW-18JAN30-4600-C", "SPXW-18JAN30-4600-P",
        ])
      #expect(quotes.map(\.bid) == [40, 30, 42, nil] && quotes.map(\.ask) == [41, 31.5, 43, 33])
      #expect(quotes.map(\.openInterest) == [2, 9, 2, 8] && quotes.allSatisfy { $0.spot == 4_604.37 })
      #expect(quotes.map(\.contract.expiry.description).first == "2030-01-18T14:30:00Z")
      #expect(reading.report.notes == ["2 rows have expired by 2030-01-10T18:49:00Z and count for nothing"])
      for line in [
        "9 января 2030 г. в 13:49 GMT-5", "9. Januar 2030 um 13:49 GMT-5", "9 de enero de 2030, 13:49 EST",
        "9 janvier 2030 à 13:49 UTC-5",
      ] {
        let text = Self.quotedata.replacing("January 10, 2030 at 1:49 PM EST", with: line)
        #expect(try read(text).value.asOf.description == "2030-01-09T18:49:00Z", "\(line)")
      }
    }

    @Test func anyTable() throws {
      let text = """
        Ticker,Call/Put,Strike Price,Expiration Date,Bid Price,Ask Price,IV,OI,Spot Price,More
        QQQ,Call,565,2030-01-18,9.5,9.7,0.2,245,560.5,x
        QQQ,PUT,"1,565",2030-07-03,0,12,nan,-,560.5,y

        """
      let asOf = try #require(Timestamp(text: "2030-01-10T12:00Z"))
      let reading = try read(text, ChainOptions(asOf: asOf))
      let quotes = reading.value.quotes
      #expect(quotes.map(\.contract.name) == ["QQQ-18JAN30-565-C", "QQQ-3JUL30-1565-P"])
      #expect(
        quotes.map(\.bid) == [9.5, nil] && quotes.map(\.markVolatility) == [0.2, nil]
          && quotes.map(\.openInterest) == [245, 0])
      // 3 July 2030 is a Wednesday before Independence Day.
      #expect(quotes.map(\.contract.expiry.description) == ["2030-01-18T21:00:00Z", "2030-07-03T17:00:00Z"])
      #expect(reading.report.notes == ["options on \"QQQ\" may be exercised early; European formulas are used on them"])
      #expect(reading.report.columns.filter { $0.role == nil }.map(\.name) == ["More"])
      let own = "K,Ex,Side,B,A\n565,2030-01-18,c,9.5,9.7\n"
      let named = try read(
        own,
        ChainOptions(
          asOf: asOf, underlying: "SPX", spot: 560.5,
          columns: ["strike": "K", "expiry": "Ex", "type": "Side", "bid": "B", "ask": "A"]))
      #expect(named.value.quotes.first?.contract.name == "SPX-18JAN30-565-C" && named.value.quotes.first?.spot == 560.5)
      #expect(named.report.notes.isEmpty)
    }

    @Test("What no column says is asked for by the option that says it", arguments: hostile)
    func asks(_ file: Hostile) {
      file.expectRejection { try ChainReader.read($0) }
    }

    static let hostile = [
      Hostile("no time", "§strike,expiry,type,bid,ask,ticker\n5,2030-01-18,c,1,2,A\n", "no column says when"),
      Hostile(
        "no underlying", "§strike,expiry,type,bid,ask,quote_date\n5,2030-01-18,c,1,2,2030-01-10T12:00Z\n",
        "no column says what the options are written on"),
      Hostile(
        "a day alone", "strike,expiry,type,bid,ticker,quote_date\n5,2030-01-18,c,1,A,§2030-01-10\n", "quoteTime is"),
      Hostile(
        "cells", "strike,expiry,type,bid,ticker,quote_time\n§-5,§1/2/2030,§x,§y,A,2030-01-10T12:00Z\n", "strike is",
        "its day or its month first", "type is", "bid is"),
      Hostile(
        "no date in words", Self.quotedata.replacing("\"Date: ", with: "§\"Date: ").replacing("January", with: "Jeudi"),
        "the line of the date"),
      Hostile(
        "no symbol", Self.quotedata.replacing("SPX300118C04600000", with: "§SPX300118X04600000"), "symbol is"),
    ]
  }
#endif

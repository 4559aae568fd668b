#if Command
  import TailpoolMarket
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Histories as people have them: each case stands for a kind, with what its file means.
  @Suite struct HistoryKindsTests {
    struct Kind: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let text: String
      var assets = ["BTC", "ETH"]
      var prices: [[Double?]] = [[50, 51.5, 49], [3, nil, 3.25]]
      var options = HistoryOptions()
      var remarks: [String] = []
    }

    static let dates = ["2030-01-30", "2030-01-31", "2030-02-01"]

    static let kinds = [
      Kind(testDescription: "capitals", text: "Date,BTC,ETH\n2030-01-30,50,3\n2030-01-31,51.5,\n2030-02-01,49,3.25\n"),
      Kind(
        testDescription: "no name above the dates",
        text: ",BTC,ETH\n2030-01-30,50,3\n2030-01-31,51.5,\n2030-02-01,49,3.25\n"),
      Kind(
        testDescription: "time and zone",
        text: "datetime,BTC,ETH\n2030-01-30 00:00:00-05:00,50,3\n2030-01-31 00:00:00-05:00,51.5,\n"
          + "2030-02-01T00:00:00-0500,49,3.25\n"),
      Kind(
        testDescription: "seconds since 1970",
        text: "timestamp,BTC,ETH\n1895961600,50,3\n1896048000,51.5,\n1896134400,49,3.25\n"),
      Kind(
        testDescription: "milliseconds since 1970",
        text: "time,BTC,ETH\n1895961600000,50,3\n1896048000000,51.5,\n1896134400000,49,3.25\n"),
      Kind(
        testDescription: "one number a date",
        text: "day,BTC,ETH\n20300130,50,3\n20300131,51.5,\n20300201,49,3.25\n"),
      Kind(
        testDescription: "names of months",
        text: "Date,BTC,ETH\n\"Jan 30, 2030\",50,3\n31 January 2030,51.5,\n01-Feb-2030,49,3.25\n"),
      Kind(
        testDescription: "month first by a row",
        text: "date,BTC,ETH\n01/30/2030,50,3\n01/31/2030,51.5,\n02/01/2030,49,3.25\n",
        remarks: ["dates are month-first"]),
      Kind(
        testDescription: "day first by a row",
        text: "date,BTC,ETH\n30.01.2030,50,3\n31.01.2030,51.5,\n1.2.2030,49,3.25\n",
        remarks: ["dates are day-first"]),
      Kind(
        testDescription: "newest first", text: "date,BTC,ETH\n2030-02-01,49,3.25\n2030-01-31,51.5,\n2030-01-30,50,3\n",
        remarks: ["rows stand newest first"]),
      Kind(
        testDescription: "words for missing",
        text: "date,BTC,ETH,A,B,C,D,E\n2030-01-30,50,3,na,NULL,None,-,.\n2030-01-31,51.5,NaN,1,1,1,1,1\n"
          + "2030-02-01,49,3.25,N/A,#N/A,null,--,n.a.\n",
        assets: ["BTC", "ETH", "A", "B", "C", "D", "E"],
        prices: [[50, 51.5, 49], [3, nil, 3.25]] + [[Double?]](repeating: [nil, 1, nil], count: 5)),
      Kind(
        testDescription: "semicolons and decimal commas",
        text: "date;BTC;ETH\n2030-01-30;50;3\n2030-01-31;51,5;\n2030-02-01;49;3,25\n",
        remarks: ["numbers have a comma before decimals"]),
      Kind(
        testDescription: "tabs", text: "date\tBTC\tETH\n2030-01-30\t50\t3\n2030-01-31\t51.5\t\n2030-02-01\t49\t3.25\n"),
      Kind(
        testDescription: "thousands",
        text: "date,BTC,ETH\n2030-01-30,\"1,234,567.5\",\"1,234\"\n2030-01-31,\"1,000,000\",\n"
          + "2030-02-01,1000000,1234.5\n",
        prices: [[1_234_567.5, 1_000_000, 1_000_000], [1_234, nil, 1_234.5]]),
      Kind(
        testDescription: "points for thousands",
        text: "date;BTC;ETH\n2030-01-30;1.234.567,5;1.234\n2030-01-31;1.000.000;\n2030-02-01;1000000;1234,5\n",
        prices: [[1_234_567.5, 1_000_000, 1_000_000], [1_234, nil, 1_234.5]],
        remarks: ["numbers have a comma before decimals"]),
      Kind(
        testDescription: "the user decides",
        text: "Day;Sym;Px\n1/2/2030;BTC;1,234\n2/2/2030;BTC;1,235\n3/2/2030;BTC;1,236\n", assets: ["BTC"],
        prices: [[1_234, 1_235, 1_236]],
        options: HistoryOptions(
          dateOrder: .dayFirst, decimalMark: .point, columns: ["date": "Day", "symbol": "Sym", "close": "Px"])),
      Kind(
        testDescription: "an adjusted close",
        text: "Date,Open,High,Low,Close,Adj Close,Volume\n2030-01-30,1,2,1,60,50,7\n2030-01-31,1,2,1,61,51.5,8\n"
          + "2030-02-01,1,2,1,59,49,9\n",
        assets: ["Adj Close"], prices: [[50, 51.5, 49]],
        remarks: ["the adjusted close \"Adj Close\" was read, not \"Close\""]),
      Kind(
        testDescription: "a price beside other fields",
        text: "snapped_at,price,market_cap,total_volume\n2030-01-30 00:00:00 UTC,50,1,2\n"
          + "2030-01-31 00:00:00 UTC,51.5,1,2\n"
          + "2030-02-01 00:00:00 UTC,49,1,2\n",
        assets: ["price"], prices: [[50, 51.5, 49]]),
      Kind(
        testDescription: "symbols",
        text: "Date,Ticker,Close\n2030-01-30,BTC,50\n2030-01-30,ETH,3\n2030-01-31,BTC,51.5\n2030-02-01,BTC,49\n"
          + "2030-02-01,ETH,3.25\n"),
      Kind(
        testDescription: "fields above tickers",
        text: "Price,Close,Close,Volume,Volume\nTicker,BTC,ETH,BTC,ETH\nDate,,,,\n2030-01-30,50,3,1,1\n"
          + "2030-01-31,51.5,,1,1\n"
          + "2030-02-01,49,3.25,1,1\n"),
      Kind(
        testDescription: "tickers above fields",
        text: "Ticker,BTC,BTC,ETH,ETH\nPrice,Close,Adj Close,Close,Adj Close\nDate,,,,\n2030-01-30,9,50,9,3\n"
          + "2030-01-31,9,51.5,9,\n2030-02-01,9,49,9,3.25\n",
        remarks: ["the adjusted closes were read, not the closes"]),
      Kind(
        testDescription: "hours",
        text: "timestamp,close,symbol\n2030-01-30 10:00:00,48,BTC\n2030-01-30 23:00:00,50,BTC\n"
          + "2030-01-31 01:00:00,51.5,BTC\n"
          + "2030-02-01 00:00:00,48,BTC\n2030-02-01 05:00:00,49,BTC\n2030-02-01 06:00:00,,BTC\n",
        assets: ["BTC"], prices: [[50, 51.5, 49]],
        remarks: ["rows within a day became days, of which each has its last price; 3 rows are gone so"]),
      Kind(
        testDescription: "lines above the header and an empty column",
        text: "Prices of two coins\nmade up\ndate,BTC,ETH,\n2030-01-30,50,3,\n2030-01-31,51.5,,\n2030-02-01,49,3.25,\n",
        remarks: ["2 lines above the header were passed over"]),
      Kind(
        testDescription: "zeros", text: "date,BTC,ETH\n2030-01-30,50,3\n2030-01-31,51.5,0\n2030-02-01,49,3.25\n",
        remarks: ["a price is zero and was read as missing"]),
      Kind(
        testDescription: "a split",
        text: "date,BTC\n2030-01-30,645.57\n2030-01-31,93.7\n2030-02-01,94\n", assets: ["BTC"],
        prices: [[645.57, 93.7, 94]],
        remarks: ["\"BTC\" goes from 645.57 to 93.7 on 2030-01-31, as a split would have it"]),
    ]

    @Test(arguments: kinds)
    func reads(_ kind: Kind) throws {
      let reading = try HistoryReader.reading(MadeUp.file(kind.text), options: kind.options)
      let known = kind.options.columns.isEmpty ? Self.dates : ["2030-02-01", "2030-02-02", "2030-02-03"]
      #expect(reading.value.assets == kind.assets)
      #expect(reading.value.dates.map(\.description) == known)
      #expect(reading.value.prices == kind.prices)
      #expect(reading.report.remarks == kind.remarks, "\(reading.report)")
      #expect(reading.report.rows >= 3)
    }

    @Test func warnsOfPricesThatStandStillAndOfGaps() throws {
      let still = (1...6).map { "2030-01-0\($0),7\n" }.joined()
      let reading = try HistoryReader.reading(MadeUp.file("date,X\n" + still + "2030-01-17,8\n2030-01-28,9\n"))
      #expect(
        reading.report.warnings == [
          .init("the price of \"X\" stands still for 5 rows until 2030-01-05", count: 1),
          .init("\"X\" has no price for 11 days before 2030-01-17", count: 2),
        ])
    }

    @Test func saysWhatWasDecided() throws {
      let text = "when\tts,Date,Close,Adj_Close,Own\n1,2030-01-01,5,4,3\n2,2030-01-02,6,5,3\n"
      let report = try HistoryReader.reading(MadeUp.file(text)).report
      #expect(
        report.description == """
          made-up: one asset; 2 rows
            column "Date": date
            column "Adj_Close": price of "Adj_Close"
            passed over: "when\\tts", "Close", "Own"
            note: the adjusted close "Adj_Close" was read, not "Close"
            note: one asset was read, the column "Adj_Close"; passed over: "when\\tts", "Own"

          """)
    }

    @Test(
      arguments: [
        ("2030-01-31T24:00", false), ("2030-01-31 23:59:59.999Z", true), ("2030/1/31 1:05 PM", true),
        ("2030-01-31 13:05 PM", false), ("2030-01-31 10:00+05:30", true), ("2030-01-31 10:00+5", false),
        ("2030-01-31 10:00 EST", false), ("31/1/2030", true), ("31/31/2030", false), ("2030-1-31x", false),
        ("January 31 2030", true), ("Jax 31 2030", false), ("30-01-31", false), ("", false), ("1714003200.5", true),
        ("99999999999999999999", false), ("20301301", false),
      ])
    func readsTimes(_ text: String, _ isTime: Bool) {
      let reading = WrittenTime.read(text, order: nil)
      if case .time = reading { #expect(isTime, "\(text)") } else { #expect(!isTime, "\(text): \(reading)") }
    }

    @Test func takesTheZoneIntoAccount() throws {
      guard case .time(let time) = WrittenTime.read("2030-01-31 22:30:15-04:30", order: nil) else {
        Issue.record("no time")
        return
      }
      #expect(time.date.description == "2030-01-31")
      #expect(Timestamp(secondsSinceEpoch: time.seconds) == Timestamp(text: "2030-02-01T03:00:15Z"))
    }

    @Test func readsNumbersAsTheStandardLibraryDoes() {
      var generator = SeededGenerator(seed: 11)
      for _ in 0..<20_000 {
        let digits = Int.random(in: 1...20, using: &generator)
        var text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
        let point = Int.random(in: 0...digits, using: &generator)
        text.insert(".", at: text.index(text.startIndex, offsetBy: point))
        let bytes = Array(text.utf8)
        if let value = NumberText.plain(bytes, bytes.indices) { #expect(value == Double(text), "\(text)") }
      }
    }
  }
#endif

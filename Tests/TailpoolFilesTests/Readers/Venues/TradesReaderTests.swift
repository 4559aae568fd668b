#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Trades for any venue")
  struct TradesReaderTests {
    @Test("Times are words or seconds; other columns are passed over")
    func reads() throws {
      let file = MadeUp.file(
        """
        trader,side,note,amount0,time
        Dee,buy,x,250000000000000000,2026-01-01T00:05:00Z
        Eli,sell,,1,1767226000

        """)
      let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
      #expect(
        try TradesReader.read(file) == [
          TokenTrade(
            at: opening.advanced(bySeconds: 300), trader: "Dee", isPurchase: true, amount0: 250_000_000_000_000_000),
          TokenTrade(at: opening.advanced(bySeconds: 400), trader: "Eli", isPurchase: false, amount0: 1),
        ])
    }

    @Test(
      "Each bad row is a problem with its place",
      arguments: [
        ("time,trader,side,amount0\n", "1:1: the file has no trades; expected at least one trade"),
        ("time,trader,amount0\n1,a,2\n", "side"), ("time,trader,side,amount0\nnoon,a,buy,1\n", "2:1: time is \"noon\""),
        ("time,trader,side,amount0\n1,,buy,1\n", "2:3: trader is missing"),
        ("time,trader,side,amount0\n1,a,hold,1\n", "2:5: side is \"hold\"; expected buy or sell"),
        ("time,trader,side,amount0\n1,a,buy,0\n", "2:9: amount0 is \"0\""),
        ("time,trader,side,amount0\n1,a,buy,-1\n", "2:9: amount0 is \"-1\""),
        ("time,trader,side,amount0\n1,a,buy,1.5\n", "2:9: amount0 is \"1.5\""),
        (
          "time,trader,side,amount0\n2,a,buy,1\n1,a,buy,1\n",
          "3:1: time 1970-01-01T00:00:01Z is before 1970-01-01T00:00:02Z above it"
        ),
      ])
    func problems(text: String, words: String) throws {
      do {
        _ = try TradesReader.read(MadeUp.file(text))
        Issue.record("no problem in \(text)")
      } catch { #expect("\(error)".contains(words), "\(error)") }
    }
  }
#endif

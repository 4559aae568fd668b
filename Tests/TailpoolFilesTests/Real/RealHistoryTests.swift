#if Command
  import TailpoolMarket
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// What a real history holds, counted with another tool.
  struct RealHistory: Sendable, CustomTestStringConvertible {
    let name: String
    let assets: Int
    let dates: Int
    let missing: Int
    let first: String
    let last: String
    var testDescription: String { name }

    static let wide = [
      RealHistory("crypto_daily_close_yahoo_17", 17, 3_735, 22_140, "2014-09-17", "2024-12-07"),
      RealHistory("crypto_daily_close_mit_14", 14, 1_461, 1_787, "2020-01-01", "2023-12-31"),
      RealHistory("us_equity_daily_close_105", 105, 1_582, 0, "2020-01-02", "2026-04-20"),
      RealHistory("us_equity_daily_close_20_1990", 20, 8_313, 0, "1990-01-02", "2022-12-28"),
      RealHistory("ftse_daily_close_64", 64, 4_656, 29, "2005-01-03", "2023-05-31"),
      RealHistory("us_equity_implied_vol_20", 20, 1_257, 0, "2018-01-02", "2022-12-28"),
      RealHistory("spx_daily_close_1950", 1, 18_618, 0, "1950-01-03", "2023-12-28"),
      RealHistory("vix_daily_ohlc_1990", 1, 9_235, 0, "1990-01-02", "2026-07-23"),
      RealHistory("btc_daily_long_mit", 1, 5_604, 0, "2010-07-17", "2025-11-18"),
      RealHistory("dvol_daily_ohlc_btc_eth", 2, 1_840, 0, "2021-03-24", "2026-04-06"),
    ]

    init(_ name: String, _ assets: Int, _ dates: Int, _ missing: Int, _ first: String, _ last: String) {
      self.name = name
      self.assets = assets
      self.dates = dates
      self.missing = missing
      self.first = first
      self.last = last
    }
  }

  @Suite("Made-up histories")
  struct MadeUpHistoryTests {
    private func read(_ name: String) throws -> (history: PriceHistory, counts: ReferenceCase) {
      let all = try #require(References.json("made-up/histories.json")["histories"] as? [[String: Any]])
      #expect(all.count == 5)
      let counts = try #require(all.first { $0["name"] as? String == name })
      return (
        try HistoryReader.read(path: References.url("made-up/\(name).csv").path), ReferenceCase(fields: counts)
      )
    }

    @Test(
      "Histories of four layouts are counted as the program that made them did",
      arguments: ["history_wide", "volatility_index", "history_index", "volatility_of_index"])
    func counts(_ name: String) throws {
      let (history, counts) = try read(name)
      #expect(history.assets.count == counts.int("assets") && history.dates.count == counts.int("dates"))
      #expect(history.prices.joined().count { $0 == nil } == counts.int("missing"))
      #expect(history.dates.first?.description == counts.text("first"))
      #expect(history.dates.last?.description == counts.text("last"))
    }

    @Test("A long history has a column an asset")
    func long() throws {
      let (history, counts) = try read("history_long")
      let known = try #require(counts.fields["counts"] as? [String: Int])
      let found = Dictionary(
        uniqueKeysWithValues: zip(history.assets, history.prices.map { $0.count { $0 != nil } }))
      #expect(found == known && known.count == 5 && Set(known.values).count == 4)
      #expect(history.dates.first?.description == counts.text("first"))
      #expect(history.dates.last?.description == counts.text("last"))
    }
  }

  @Suite("Real histories", .enabled(if: References.hasShared, "real data are absent"))
  struct RealHistoryTests {
    private func read(_ name: String) throws -> PriceHistory {
      try HistoryReader.read(path: References.shared("data/\(name).csv").path)
    }

    @Test("Histories of the shared data are counted right", arguments: RealHistory.wide)
    func counts(_ real: RealHistory) throws {
      let history = try read(real.name)
      #expect(history.assets.count == real.assets)
      #expect(history.dates.count == real.dates)
      #expect(history.prices.joined().count { $0 == nil } == real.missing)
      #expect(history.dates.first?.description == real.first)
      #expect(history.dates.last?.description == real.last)
    }

    @Test("The long history of the shared data has a column an asset")
    func long() throws {
      let history = try read("crypto_daily_ohlc_binance_10")
      let counts = Dictionary(
        uniqueKeysWithValues: zip(history.assets, history.prices.map { $0.count { $0 != nil } }))
      #expect(
        counts == [
          "LTC": 2920, "ADA": 2892, "XRP": 2875, "LINK": 2618, "AVAX": 2003, "BTC": 735, "BNB": 730, "DOGE": 730,
          "ETH": 730, "SOL": 730,
        ])
      #expect(history.dates.first?.description == "2018-03-20")
      #expect(history.dates.last?.description == "2026-03-21")
    }
  }
#endif

#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @Suite("The guide of a replay is compiled and run")
  struct ReplayGuideTests {
    private static let guide = Result {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return try String(contentsOf: root.appendingPathComponent("Docs/Guides/VenueReplay.md"), encoding: .utf8)
    }

    /// The blocks of the guide in a language.
    private func blocks(_ language: String) throws -> [String] {
      try Self.guide.get().components(separatedBy: "```\(language)\n").dropFirst().map {
        $0.components(separatedBy: "```")[0]
      }
    }

    /// The program of the guide, but for its paths.
    private func program(venue: String, orders: String) throws -> [String] {
      var printed: [String] = []
      let description = try VenueReader.read(path: venue)
      func replay<Terms: VenueTerms>(_ terms: Terms, _ scale: TokenScale) throws {
        let orders = try OrdersReader.read(path: orders, as: Terms.Venue.Order.self)
        let replay = try VenueReplay<Terms.Venue>(terms, scale: scale, orders: orders)
        for statement in try replay.ownerStatements() {
          printed.append("\(statement.owner) \(statement.result ?? .nan)")
        }
        printed += [FillTable.text(replay.records), VenueJournal.text(terms, replay.taken).digest]
      }
      try replay(description.terms, description.scale)
      return printed
    }

    @Test("The files to paste give what the guide says, from the command and from the program")
    func files() throws {
      let folder = try TemporaryFolder()
      let venue = try folder.write("venue.json", try #require(try blocks("json").first))
      let orders = try folder.write("orders.csv", try #require(try blocks("csv").first))
      let run = try CommandRun(
        all: ["replay", "--venue", venue, "--orders", orders, "--out", folder.path("week")])
      try #require(run.status == 0, "\(run.errors)")
      #expect(run.printed.contains("the amount is 4752 and the bound 6649"))
      #expect(run.printed.contains("-109.050"), "\(run.printed)")
      let printed = try program(venue: venue, orders: orders)
      #expect(printed.count == 3 && printed[0].hasPrefix("Ada "))
      #expect(printed[1] == (try folder.read("week/fills.csv")))
      #expect(run.printed.contains(printed[2]))
    }

    @Test("The options venue of the guide asks what the guide says")
    func options() throws {
      let folder = try TemporaryFolder()
      let texts = try blocks("text")
      let venue = try folder.write("venue.json", try #require(texts.first { $0.hasPrefix("{") }))
      let orders = try folder.write("orders.csv", try #require(texts.first { $0.hasPrefix("time,action") }))
      let run = try CommandRun(
        all: ["replay", "--venue", venue, "--orders", orders, "--out", folder.path("week")])
      try #require(run.status == 0, "\(run.errors)")
      let fills = PlainTable(try folder.read("week/fills.csv"))
      #expect(fills["status"] == [String](repeating: "taken", count: 5), "\(fills["refusal"])")
      // 0.3 × 3,000 × √(14/365) × 2.5, and a unit for the rounding.
      let years = 14.0 / 365
      let paid = try #require(Double(fills["in1"][4]))
      #expect(abs(paid - 0.3 * 3_000 * years.squareRoot() * 2.5 * 1e6) <= 1, "\(paid)")
      #expect(fills["contract"][4] == "ETH-C" && fills["contracts"][4] == "250")
      #expect(try Self.guide.get().contains(String(format: "= %.2f dollars", years.squareRoot() * 2_250)))
    }

    @Test("The guide names the columns of the fills, and every action and field")
    func names() throws {
      let guide = try Self.guide.get()
      #expect(guide.contains("`\(FillTable.text([]).dropLast())`"))
      let names =
        ConcentratedPoolEvent.actions + ConstantProductEvent.actions + ImbalancePoolEvent.actions
        + RangeOptionEvent.actions
        + (ConcentratedPoolEvent.fields + ConstantProductEvent.fields + ConcentratedPoolTerms.fields
        + ConstantProductTerms.fields + ImbalancePoolEvent.fields + ImbalancePoolTerms.fields + RangeOptionEvent.fields
        + RangeOptionTerms.fields).map(\.name)
      let curves =
        OptionsVenueEvent.actions
        + [
          OptionsVenueEvent.fields, OptionsVenueTerms<VolatilityImpactCurve>.fields,
          OptionsVenueTerms<UtilizationCurve>.fields, OptionsVenueTerms<RangeOrderCurve>.fields,
          OptionsVenueTerms<FlatRateCurve>.fields, OptionsVenueTerms<EverlastingCurve>.fields,
        ].joined().map(\.name)
      for name in names + curves where name != "action" && name != "time" {
        #expect(guide.contains("`\(name)`"), "\(name)")
      }
    }
  }
#endif

import TailpoolLedger
import TailpoolMarket
import TailpoolVenues

extension AuctionVenueReplay {
  /// The venue as one self-contained HTML page: auctions, demand and supply of the last that traded, participants, fills, and what
  /// trading cost and leaked.
  ///
  /// Nothing is loaded from anywhere; every name that comes from a file is escaped.
  ///
  /// - Parameters:
  ///   - executions: What trading cost, by participant; as `executionReports(horizonSeconds:)` gives it.
  ///   - horizonSeconds: Seconds to the price of its markouts.
  /// - Returns: The page, UTF-8.
  /// - Complexity: O(auctions + fills + participants).
  public func html(_ executions: (reports: [ExecutionReport], unpriced: Int), horizonSeconds: Int64) -> String {
    HTMLPage(document: document(executions, horizonSeconds)).markup.text
  }

  /// The venue as a summary for a terminal.
  ///
  /// - Parameters:
  ///   - executions: As of `html`.
  ///   - horizonSeconds: As of `html`.
  ///   - width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(
    _ executions: (reports: [ExecutionReport], unpriced: Int), horizonSeconds: Int64, width: Int = 100
  ) -> String {
    document(executions, horizonSeconds).text(width: min(max(width, 80), 110))
  }
}

extension AuctionVenueReplay {
  var terms: AuctionVenueTerms { venue.terms }

  /// Rows of a table that page and terminal show; the files have them all.
  var mostRows: Int { 50 }

  /// Whole units, all of them where they fit.
  func units(_ value: UInt256) -> ReportValue {
    if let whole = (try? value.narrowed()).flatMap({ Int(exactly: $0) }) { return .count(whole) }
    return .number(Double("\(value)"), digits: 6)
  }

  func units(_ value: UInt128) -> ReportValue { units(UInt256(value)) }

  func units(_ value: Int128) -> ReportValue {
    if let whole = Int(exactly: value) { return .count(whole) }
    return .number(Double(value), digits: 6)
  }

  func caption(_ title: String, _ count: Int) -> ReportProse {
    count > mostRows ? "\(title), the last \(.count(mostRows)) of \(.count(count))" : ReportProse(title)
  }

  private func document(
    _ executions: (reports: [ExecutionReport], unpriced: Int), _ horizonSeconds: Int64
  ) -> ReportDocument {
    let findings = audit()
    let words =
      findings.isEmpty ? "every law holds" : "the audit found \(findings.map { "\($0)" }.joined(separator: ", "))"
    let pair = "\(terms.base) in \(terms.quote)"
    return ReportDocument(
      title: "Auction venue", asOf: "\(venue.time)",
      made: "\(pair), \(NumberText.counted(events, "event")), \(NumberText.counted(auctions.count, "auction"))",
      facts: "\(pair) · \(.instant(terms.opening)) to \(.instant(venue.time))", verdict: verdict, headline: headline,
      limits: (["Audit: \(words)."], ReportProse(words), !findings.isEmpty), overview: [],
      sections: [
        auctionSection, curveSection, participantSection, costSection(executions, horizonSeconds), fillSection,
        notesSection,
      ].compactMap(\.self), added: [], data: [],
      footer: "tailpool \(TailpoolVersion.current) · amounts are whole units of \(terms.base) and \(terms.quote)",
      version: TailpoolVersion.current)
  }

  var traded: [AuctionReport] { auctions.filter { $0.price != nil } }

  private var volume: UInt256 { traded.reduce(.zero) { $0 &+ UInt256($1.volume) } }

  private var forfeits: Int { auctions.reduce(0) { $0 + $1.forfeited.count } }

  private var verdict: ReportProse {
    let held: ReportProse = """
      Of \(NumberText.counted(auctions.count, "auction")) \(strong: .count(traded.count)) traded, together \
      \(strong: units(volume)) \(terms.base)
      """
    let end: ReportProse =
      traded.last?.price.map { ", the last at \(strong: .count($0)) \(terms.quote)." } ?? "."
    return held + end
      + (forfeits == 0
        ? "" : " The bonds of \(NumberText.counted(forfeits, "sealed order")) were lost.")
  }

  private var headline: ReportFields {
    let sealed = orders.values.filter(\.isSealed).count
    let filled = orders.values.count { $0.filled > 0 }
    return ReportFields(
      layout: .cards,
      [
        .init("Last price", traded.last?.price.map { .count($0) } ?? .missing, notes: ["\(terms.quote) a unit"]),
        .init(
          "Volume, \(terms.base)", units(volume), notes: ["in \(NumberText.counted(traded.count, "auction"))"]),
        .init(
          "Orders", .count(orders.count),
          notes: ["\(NumberText.grouped(sealed)) sealed", "\(NumberText.grouped(filled)) filled"]),
        .init(
          "Fund, \(terms.quote)", units(venue.fund),
          notes: ["\(NumberText.counted(forfeits, "lost bond"))", "and fees"]),
      ])
  }
}

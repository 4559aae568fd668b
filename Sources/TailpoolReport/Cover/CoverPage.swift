import Foundation
import TailpoolInsurance
import TailpoolRisk

/// The analysis of a portfolio of cover as a page, as text and as JSON.
public struct CoverPage: Sendable {
  /// What is shown.
  public let analysis: CoverAnalysis

  /// Creates a page.
  ///
  /// - Parameter analysis: What is shown.
  public init(_ analysis: CoverAnalysis) { self.analysis = analysis }

  /// One self-contained HTML page; every name that comes from a file is escaped.
  ///
  /// - Returns: The page, UTF-8.
  public func html() -> String { HTMLPage(document: document).markup.text }

  /// A summary for a terminal.
  ///
  /// - Parameter width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(width: Int = 100) -> String { document.text(width: min(max(width, 80), 110)) }

  /// Every number of the page, with keys that are sorted; one that is missing or not finite is `null`.
  ///
  /// - Parameter prettyPrinted: Whether to indent.
  /// - Returns: UTF-8 text that ends in a line feed.
  public func json(prettyPrinted: Bool = false) -> Data {
    Data((document.json.text(isIndented: prettyPrinted) + "\n").utf8)
  }

  /// The law of the whole loss as a table: `loss,probability,exceedance`, one row a loss that may occur, exceedance the probability
  /// of more than it.
  ///
  /// - Returns: CSV whose lines end in a line feed; numbers read back to the same Double.
  /// - Complexity: O(losses).
  public func lossesCSV() -> String {
    let exceedances = law.exceedances
    var lines = ["loss,probability,exceedance"]
    for (index, probability) in law.probabilities.enumerated() where probability > 0 {
      lines.append("\(Double(index) * law.step),\(probability),\(exceedances[index])")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension CoverPage {
  var portfolio: CoverPortfolio { analysis.portfolio }
  var law: LossDistribution { analysis.aggregate.distribution }

  func amount(_ value: Double?) -> ReportValue { .amount(value, unit: portfolio.unit) }

  /// Money of a waterfall, which is counted in hundredths.
  func amount(units: Int128) -> ReportValue { amount(Double(units) / Double(CoverPortfolio.unitsOfMoney)) }

  /// The measure of capital: `ES 99.5%`.
  var measureName: String { portfolio.measure.label }

  var document: ReportDocument {
    ReportDocument(
      title: "Cover report", asOf: portfolio.name,
      made:
        "\(NumberText.counted(portfolio.lines.count, "line")), \(NumberText.counted(portfolio.shocks.count, "shock"))",
      facts: """
        \(portfolio.name) · \(NumberText.counted(portfolio.lines.count, "line")) of cover · \
        \(NumberText.counted(portfolio.shocks.count, "shock")) · grid of \(.count(analysis.grid.points)) losses in steps of \
        \(amount(analysis.grid.step))
        """,
      verdict: verdict, headline: headline, limits: ([capitalSentence], capitalState, !analysis.isCapitalized),
      overview: [],
      sections: [
        lossSection, premiumSection, capitalSection, reinsuranceSection, reserveSection, ruinSection, sharingSection,
        notesSection,
      ].compactMap(\.self), added: [],
      data: [
        .fields(
          ReportFields([
            .data("schema", .text("tailpool.cover")), .data("schemaVersion", .count(1)),
            .data("name", .text(portfolio.name)), .data("unit", .text(portfolio.unit)),
          ]))
      ],
      footer: "tailpool \(TailpoolVersion.current) · losses of one period, in \(portfolio.unit)",
      version: TailpoolVersion.current, subject: portfolio.name)
  }

  private var verdict: ReportProse {
    let ratio = portfolio.premium > 0 ? analysis.meanLoss / portfolio.premium : nil
    return """
      Claims cost \(strong: amount(analysis.meanLoss)) in the mean, \(.percent(ratio)) of the premium. \(capitalSentence)
      """
  }

  private var capitalSentence: ReportProse {
    let what = analysis.combined != nil ? " with the assets" : analysis.joined != nil ? " with the copula" : ""
    return """
      Capital held is \(strong: amount(portfolio.capital)); \(measureName)\(what) asks for \(strong: amount(analysis.required)).
      """
  }

  private var capitalState: ReportProse { analysis.isCapitalized ? "enough capital" : "too little capital" }

  private var headline: ReportFields {
    ReportFields(
      layout: .cards,
      [
        .init("Expected loss", amount(analysis.meanLoss), key: "expectedLoss", notes: ["claims of the period"]),
        .init(
          "Premium", amount(portfolio.premium), key: "premium",
          notes: ["loss ratio \(.percent(portfolio.premium > 0 ? analysis.meanLoss / portfolio.premium : nil))"]),
        .init(
          "Capital required", amount(analysis.required), key: "capitalRequired",
          notes: [
            "\(measureName)\(analysis.combined != nil ? ", assets included" : analysis.joined != nil ? ", lines joined" : "")",
            "held \(amount(portfolio.capital))",
          ]),
        .init(
          "Loss above capital", .number(law.exceedance(portfolio.capital), digits: 3), key: "probabilityAboveCapital",
          notes: ["probability in the period"]),
      ])
  }

  var notesSection: ReportSection {
    ReportSection(
      id: "notes", title: "How it was found", short: "Notes",
      [
        .note(
          ReportNote(
            style: .bullets,
            [
              """
              The law of the whole comes from transforms of a grid of \(.count(analysis.grid.points)) losses in steps of \
              \(amount(analysis.grid.step)), with \(.count(analysis.aggregate.transforms)) tilts; claims are put on the grid so that \
              their means stay.
              """,
              """
              Probability beyond the grid \(.number(law.beyond, digits: 2)), folded back at most \
              \(.number(analysis.aggregate.foldedProbability, digits: 2)).
              """,
              "Losses are not discounted and carry no expenses. The exact law of a model is no better than its counts and claims.",
            ])),
        .fields(
          ReportFields(
            key: "grid", shows: .json,
            [
              .data("step", .number(analysis.grid.step)), .data("points", .count(analysis.grid.points)),
              .data("beyond", .number(law.beyond)),
              .data("folded", .number(analysis.aggregate.foldedProbability)),
            ])),
      ])
  }
}

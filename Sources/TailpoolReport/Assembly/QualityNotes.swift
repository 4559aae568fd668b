import TailpoolAnalysis

extension BookAnalysis {
  /// What was left out of history, book and stress set, and what that means for the reader.
  var qualityNotes: [DataQualitySection.Note] {
    history.notes + holding.notes + marks.notes + (liquidity.first?.notes ?? []) + stress.notes
      + volatilities.filter(\.isFar).map(\.note)
  }
}

extension CalibratedMarks {
  fileprivate var notes: [DataQualitySection.Note] {
    [
      DataQualitySection.Note(
        label: "one-sided quotes missed", count: violatedOneSidedQuotes,
        explanation: "Options with a bid alone that are valued below it, or an ask alone that are valued above it; "
          + "surfaces are calibrated to two-sided quotes.")
    ]
  }
}

extension LiquidityRow {
  fileprivate var notes: [DataQualitySection.Note] {
    [
      DataQualitySection.Note(
        label: "quotes better than the mark", count: betterThanMark.positions,
        explanation:
          "Closing these positions would gain \(NumberText.money(-betterThanMark.cost)) against their marks; it "
          + "counts as no cost, and is not taken off that of others."),
      DataQualitySection.Note(
        label: "stray asks", count: boundedWidenings,
        explanation:
          "Owed options without an ask whose expiry has asks farther from the mark than their own volatility; "
          + "they are closed at twice their volatility and no more."),
    ]
  }
}

extension HistoryPanel {
  fileprivate var notes: [DataQualitySection.Note] {
    let age = summary.map { $0.isOld ? $0.ageInDays : 0 } ?? 0
    return [
      DataQualitySection.Note(
        label: "days of history missing", count: age,
        explanation: "The history ends that long before the snapshot; it is used as it is."),
      DataQualitySection.Note(
        label: "days between history rows", count: typicalSpacing > 3 ? typicalSpacing : 0,
        explanation: "The history's rows are not daily, and each is taken for the move of one day."),
      DataQualitySection.Note(
        label: "jump of a volatility index", count: (widestIndexMove?.factor ?? 1) > 3 ? 1 : 0,
        explanation: "That of \(widestIndexMove?.asset ?? "") moves by a factor of "
          + "\(NumberText.significant(widestIndexMove?.factor ?? 1)) from one row to the next; its file may have a slip."
      ),
      DataQualitySection.Note(
        label: "history rows after the snapshot", count: returns.diagnostics.rowsNotBefore,
        explanation: "Rows dated on the snapshot's own day, which was not over, or later; none was used."),
      DataQualitySection.Note(
        label: "incomplete history rows", count: returns.diagnostics.incompleteRows,
        explanation: "Some underlying has no return there; the row was left out and nothing was filled in."),
    ]
  }
}

extension ScenarioVolatility {
  /// What the reader should know of a volatility that is far from the implied one.
  fileprivate var note: DataQualitySection.Note {
    let implied = implied30Days.map { NumberText.percent($0) } ?? ""
    return DataQualitySection.Note(
      label: "scenario volatility far from implied", count: 1,
      explanation:
        "\(underlying): spots move by \(NumberText.percent(scenarios)) a year in the scenarios, and options 30 days "
        + "ahead imply \(implied); the past that the scenarios are made of may not be like today.")
  }
}

extension Holding {
  fileprivate var notes: [DataQualitySection.Note] {
    [
      DataQualitySection.Note(
        label: "open interest left out", count: leftOut,
        explanation: "Options with open interest but without any usable volatility are not in the assumed book.")
    ]
  }
}

extension StressOutcomes {
  fileprivate var notes: [DataQualitySection.Note] {
    guard table != nil else { return [] }
    return [
      DataQualitySection.Note(
        label: "stress scenarios left out", count: skipped,
        explanation: "They name none of the book's underlyings."),
      DataQualitySection.Note(
        label: "stress scenarios in part", count: inPart,
        explanation: "They do not name every underlying of the book; those they do not name were left unmoved."),
    ]
  }
}

import TailpoolMarket
import TailpoolPricing
import TailpoolRisk

extension DataQualitySection {
  /// A number of things found in the data, with what it means for the reader.
  public struct Note: Hashable, Sendable {
    /// What was counted, in a few words.
    public let label: String
    /// How many.
    public let count: Int
    /// What was done about it, in one sentence.
    public let explanation: String

    /// Creates a note; see the properties for the meaning of each argument.
    public init(label: String, count: Int, explanation: String) {
      self.label = label
      self.count = count
      self.explanation = explanation
    }
  }
}

/// What was missing in the data, and what was decided about it.
public struct DataQualitySection: Hashable, Sendable {
  /// What was found when the snapshot was built.
  public var snapshot: MarketSnapshot.Diagnostics
  /// Listed options by where their volatility came from.
  public var volatilitySources: [VolatilitySource: Int]
  /// Listed options without any usable volatility.
  public var unusable: Int
  /// Median absolute difference between the venue's marks and Black-76 at the venue's volatility, in the settlement
  /// currency; nil when the venue gives no volatilities.
  public var medianMarkError: Double?
  /// Further notes, such as rows of the history that were not used.
  public var notes: [DataQualitySection.Note]

  /// Creates a section from what the layers below counted.
  ///
  /// - Parameters:
  ///   - snapshot: Diagnostics of the snapshot.
  ///   - marks: The volatilities of the snapshot.
  ///   - notes: Further notes.
  public init(snapshot: MarketSnapshot.Diagnostics, marks: VolatilityMarks, notes: [DataQualitySection.Note] = []) {
    self.snapshot = snapshot
    volatilitySources = marks.sourceCounts
    unusable = marks.unusable
    medianMarkError = marks.medianMarkError
    self.notes =
      snapshot.spotsFromForwards.map {
        DataQualitySection.Note(
          label: "no spot", count: 1,
          explanation: "\($0): the chain gives no spot price; the forward of its nearest expiry stands in for it.")
      } + notes
  }

  /// Every count as a note, in the order of a reader's interest; what did not occur is left out.
  public var allNotes: [DataQualitySection.Note] {
    let read = DataQualitySection.Note(
      label: "rows read", count: snapshot.rows,
      explanation: "Rows of all chains; \(NumberText.grouped(snapshot.quotes)) became quotes of the snapshot.")
    let rest = droppedNotes + quoteNotes + volatilityNotes + notes
    return [read] + rest.filter { $0.count != 0 }
  }

  private var droppedNotes: [DataQualitySection.Note] {
    snapshot.dropped.map {
      DataQualitySection.Note(label: "rows dropped", count: $0.count, explanation: "\($0.reason).")
    }
  }

  private var quoteNotes: [DataQualitySection.Note] {
    [
      DataQualitySection.Note(
        label: "no bid", count: snapshot.withoutBid, explanation: "The venue gave no bid; nothing was put in its place."
      ),
      DataQualitySection.Note(
        label: "no ask", count: snapshot.withoutAsk, explanation: "The venue gave no ask; nothing was put in its place."
      ),
      DataQualitySection.Note(
        label: "mark only", count: snapshot.markedWithoutQuotes,
        explanation: "Neither bid nor ask: valued at a mark that nobody has to honor."),
      DataQualitySection.Note(
        label: "no forward", count: snapshot.rowsWithoutForward,
        explanation: "The row came without a forward; that of its expiry was used or solved for."),
    ]
      + snapshot.solvedForwards.map {
        DataQualitySection.Note(
          label: "forward solved", count: $0.rows,
          explanation: "\($0.underlying) \($0.expiry.date): \(NumberText.price($0.forward)), \($0.source.explanation).")
      }
  }

  private var volatilityNotes: [DataQualitySection.Note] {
    VolatilitySource.allCases.map {
      DataQualitySection.Note(label: "volatilities", count: volatilitySources[$0] ?? 0, explanation: $0.explanation)
    } + [
      DataQualitySection.Note(
        label: "no volatility", count: unusable, explanation: "No usable volatility: not in the smiles.")
    ]
  }
}

extension ExpiryMarket.ForwardSource {
  /// Where the forward came from, in words.
  var explanation: String {
    switch self {
    case .quoted: "as quoted by the venue"
    case .parity: "from put–call parity nearest the money"
    case .carry: "from the carry of the neighboring expiries"
    }
  }
}

extension VolatilitySource {
  /// Where the volatility came from, in a sentence.
  var explanation: String {
    switch self {
    case .surface: "Off the surface calibrated to the quotes of the listing class."
    case .venue: "The venue's own volatility of its mark."
    case .impliedFromMark: "Solved from the mark or the mid."
    case .interpolated: "Interpolated between the neighboring strikes of the same expiry."
    }
  }
}

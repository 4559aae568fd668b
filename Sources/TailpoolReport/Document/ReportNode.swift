/// A part of a report.
public indirect enum ReportNode: Sendable {
  /// A titled part with parts of its own.
  case section(ReportSection)
  /// A table.
  case table(ReportTable)
  /// Named quantities.
  case fields(ReportFields)
  /// A picture.
  case chart(ReportChart)
  /// Sentences.
  case note(ReportNote)
  /// Parts that stand together on the page; text and JSON take them one by one.
  case group(ReportGroup)
}

/// A titled part of a report.
public struct ReportSection: Sendable {
  /// Key of the section's object in JSON; nil where its parts stand in the object around.
  public var key: String?
  /// Id of the section on the page; nil for one that is made of the key.
  package var id: String?
  /// The heading.
  public var title: String
  /// Name in the page's list of sections; nil for the title.
  public var shortTitle: String?
  /// What a reader should know first.
  public var lead: ReportProse
  /// The parts, in order.
  public var children: [ReportNode]

  /// Creates a section for `PoolRiskReport.adding(_:)`.
  ///
  /// - Parameters:
  ///   - key: Key of the section in the `sections` of the JSON report; any text.
  ///   - title: The heading.
  ///   - lead: What a reader should know first.
  ///   - children: The parts, in order.
  @inline(never)
  public init(key: String, title: String, lead: ReportProse = "", _ children: [ReportNode]) {
    self.key = key
    id = nil
    self.title = title
    self.lead = lead
    self.children = children
  }

  /// Creates a section whose parts say themselves where they stand in JSON.
  @inline(never)
  package init(id: String?, title: String, short: String? = nil, lead: ReportProse = "", _ children: [ReportNode]) {
    key = nil
    self.id = id
    self.title = title
    shortTitle = short
    self.lead = lead
    self.children = children
  }
}

/// Sentences.
public struct ReportNote: Hashable, Sendable {
  /// How sentences are set.
  public enum Style: Hashable, Sendable {
    /// One after the other, in small print.
    case paragraph
    /// A list with a dot each.
    case bullets
    /// The signs of the charts below with what they mean; `swatches` names them.
    case legend(swatches: [String])
  }

  /// Key of an array of texts in JSON; nil keeps the note out of JSON.
  public var key: String?
  /// The heading; empty for none.
  public var title: String
  /// The sentences.
  public var lines: [ReportProse]
  /// How they are set.
  public var style: Style
  /// Where they appear.
  public var shows: ReportMedia

  /// Creates a note; see the properties for the meaning of each argument.
  @inline(never)
  public init(
    key: String? = nil, title: String = "", style: Style = .paragraph, shows: ReportMedia = .all, _ lines: [ReportProse]
  ) {
    self.key = key
    self.title = title
    self.style = style
    self.shows = shows
    self.lines = lines
  }
}

/// Parts that stand together on the page.
public struct ReportGroup: Sendable {
  /// How they stand.
  public enum Layout: Hashable, Sendable {
    /// Side by side where there is room.
    case pair
    /// Small charts in rows.
    case panels
    /// Charts in rows, with more room each.
    case widePanels
    /// Closed, and opened by these words.
    case fold(String)
  }

  /// How they stand.
  public var layout: Layout
  /// The parts.
  public var children: [ReportNode]

  /// Creates a group; see the properties for the meaning of each argument.
  @inline(never)
  public init(_ layout: Layout, _ children: [ReportNode]) {
    self.layout = layout
    self.children = children
  }
}

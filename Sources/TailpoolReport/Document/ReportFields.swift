/// Named quantities, of one thing or of several side by side.
public struct ReportFields: Hashable, Sendable {
  /// How the page shows them.
  public enum Layout: Hashable, Sendable {
    /// Name and value, line by line.
    case list
    /// A card each, with large digits.
    case cards
    /// A table, which fields of several things always are.
    case table
  }

  /// One quantity.
  public struct Field: Hashable, Sendable {
    /// Key in JSON, with dots for objects around it; nil keeps the field out of JSON.
    public var key: String?
    /// Key of a standard error, or of the upper end of an interval; nil keeps it out of JSON.
    public var partnerKey: String?
    /// Its name.
    public var title: String
    /// Its values, one a thing.
    public var values: [ReportValue]
    /// What a card says below the value.
    public var notes: [ReportProse]
    /// Where the field appears.
    public var shows: ReportMedia

    /// Creates a field; see the properties for the meaning of each argument.
    @inline(never)
    public init(
      _ title: String, _ values: ReportValue..., key: String? = nil, partnerKey: String? = nil,
      notes: [ReportProse] = [], shows: ReportMedia = .all
    ) {
      self.init(title, values: values, key: key, partnerKey: partnerKey, notes: notes, shows: shows)
    }

    /// Creates a field of several things.
    @inline(never)
    public init(
      _ title: String, values: [ReportValue], key: String? = nil, partnerKey: String? = nil,
      notes: [ReportProse] = [], shows: ReportMedia = .all
    ) {
      self.title = title
      self.values = values
      self.key = key
      self.partnerKey = partnerKey
      self.notes = notes
      self.shows = shows
    }

    /// A field for programs alone.
    @inline(never)
    public static func data(_ key: String, _ value: ReportValue, partnerKey: String? = nil) -> Field {
      Field("", value, key: key, partnerKey: partnerKey, shows: .json)
    }
  }

  /// One of the things that have the fields.
  public struct Subject: Hashable, Sendable {
    /// Key in JSON; nil where the fields stand in the object around.
    public var key: String?
    /// Its name.
    public var title: String

    /// Creates a subject; see the properties for the meaning of each argument.
    @inline(never)
    public init(_ title: String, key: String? = nil) {
      self.title = title
      self.key = key
    }
  }

  /// Key of an object around the fields in JSON; nil for none.
  public var key: String?
  /// What the fields are.
  public var title: ReportProse
  /// What the names are, where the fields stand in a table: `measure`, `account`.
  public var nameTitle: String
  /// What has the fields: one thing, or several side by side.
  public var subjects: [Subject]
  /// The fields.
  public var fields: [Field]
  /// How the page shows them.
  public var layout: Layout
  /// Where they appear.
  public var shows: ReportMedia

  /// Creates fields; see the properties for the meaning of each argument.
  @inline(never)
  public init(
    key: String? = nil, title: ReportProse = "", nameTitle: String = "", of subjects: [Subject] = [Subject("")],
    layout: Layout = .list, shows: ReportMedia = .all, _ fields: [Field]
  ) {
    self.key = key
    self.title = title
    self.nameTitle = nameTitle
    self.subjects = subjects
    self.layout = layout
    self.shows = shows
    self.fields = fields
  }
}

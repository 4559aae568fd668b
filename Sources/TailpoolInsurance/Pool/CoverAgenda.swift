/// What becomes due at some time, the earliest first.
struct CoverAgenda: Sendable {
  /// What becomes due.
  enum Kind: UInt8, Sendable {
    /// A cover ends.
    case end
    /// Claims on a cover can no longer be filed.
    case release
    /// A tranche of a fund ends: before an incident that lets go of it at the same time.
    case tranche
    /// An incident can no longer be claimed for.
    case incident
  }

  /// Something that becomes due.
  struct Entry: Hashable, Sendable, Comparable {
    /// When, in seconds.
    let time: Int64
    /// What.
    let kind: Kind
    /// The version of the cover that it is about, else 0: one whose end has moved has a later entry.
    let version: UInt32
    /// The place of the cover, product or fund.
    let place: Int

    /// By time, kind, place and version.
    static func < (a: Entry, b: Entry) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
      return a.place != b.place ? a.place < b.place : a.version < b.version
    }
  }

  /// Seconds whose entries lie together: they are put in order when they are the next, not one by one.
  private static let span: Int64 = 3_600

  /// The entries of the first span, the latest first.
  private var first: [Entry] = []
  private var firstSpan: Int64 = 0
  /// Those of each later span, in no order.
  private var later: [Int64: [Entry]] = [:]
  /// The later spans, the last first.
  private var spans: [Int64] = []

  /// The entries in order.
  var entries: [Entry] { (first + later.values.joined()).sorted() }

  /// When the next is due, or `Int64.max`.
  var next: Int64 { first.last?.time ?? .max }

  /// Notes what becomes due.
  ///
  /// - Complexity: O(1) but for a span's first entry, and O(entries of the first span) where it is one of those.
  mutating func push(_ entry: Entry) {
    let span = entry.time / CoverAgenda.span
    if first.isEmpty { firstSpan = span }
    if span == firstSpan {
      first.insert(entry, at: CoverAgenda.place(in: first) { $0 < entry })
    } else if span < firstSpan {
      later[firstSpan] = first
      spans.append(firstSpan)
      (first, firstSpan) = ([entry], span)
    } else {
      if later[span] == nil { spans.insert(span, at: CoverAgenda.place(in: spans) { $0 < span }) }
      later[span, default: []].append(entry)
    }
  }

  /// Takes the earliest.
  ///
  /// - Complexity: O(log n) in the mean.
  mutating func pop() -> Entry? {
    guard let entry = first.popLast() else { return nil }
    if first.isEmpty, let span = spans.popLast() {
      first = later.removeValue(forKey: span) ?? []
      first.sort { $1 < $0 }
      firstSpan = span
    }
    return entry
  }

  /// The place of the first that belongs after, where those that do stand behind those that do not.
  private static func place<Item>(in items: [Item], _ belongsAfter: (Item) -> Bool) -> Int {
    var (low, high) = (0, items.count)
    while low < high {
      let middle = (low + high) / 2
      if belongsAfter(items[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

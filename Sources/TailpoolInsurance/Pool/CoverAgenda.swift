/// What becomes due at some time, the earliest first.
struct CoverAgenda: Hashable, Sendable {
  /// What becomes due.
  enum Kind: UInt8, Sendable {
    /// A cover ends.
    case end
    /// Claims on a cover can no longer be filed.
    case release
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
    /// The place of the cover or product.
    let place: Int

    /// By time, kind, place and version.
    static func < (a: Entry, b: Entry) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
      return a.place != b.place ? a.place < b.place : a.version < b.version
    }
  }

  private var heap: [Entry] = []

  /// The entries in order.
  var entries: [Entry] { heap.sorted() }

  /// When the next is due, or `Int64.max`.
  var next: Int64 { heap.first?.time ?? .max }

  /// Notes what becomes due.
  ///
  /// - Complexity: O(log n).
  mutating func push(_ entry: Entry) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[place] < heap[parent] else { return }
      heap.swapAt(place, parent)
      place = parent
    }
  }

  /// Takes the earliest.
  ///
  /// - Complexity: O(log n).
  mutating func pop() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
    heap[0] = last
    var place = 0
    while true {
      var least = 2 * place + 1
      guard least < heap.count else { return first }
      if least + 1 < heap.count, heap[least + 1] < heap[least] { least += 1 }
      guard heap[least] < heap[place] else { return first }
      heap.swapAt(place, least)
      place = least
    }
  }
}

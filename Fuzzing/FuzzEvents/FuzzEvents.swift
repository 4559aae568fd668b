import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Reads the bytes as terms and events and applies them. No event may trap; a refused one must leave the pool as it was;
/// every pool must pass the audit, and every event must come back from its fields.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = FuzzBytes(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  guard let terms = bytes.terms(), var pool = try? MutualPool(terms) else { return 0 }
  let again = try? PoolTerms(terms.eventValue)
  precondition(again == terms, "terms do not come back from their fields")
  while !bytes.isEmpty {
    let event = bytes.event(after: pool.time)
    precondition((try? PoolEvent(event.eventValue)) == event, "an event does not come back from its fields: \(event)")
    let before = pool
    do {
      let after = try pool.applying(event)
      precondition(pool == before, "applying changed the pool")
      try pool.apply(event)
      precondition(pool == after, "apply and applying differ")
      let findings = pool.audit()  // of what is new only: an audit takes longer than an event
      precondition(findings.isEmpty, "after \(event): \(findings)")
    } catch { precondition(pool == before, "\(event) was refused with \(error) and changed the pool") }
  }
  _ = pool.eventValue.canonicalJSON
  return 0
}

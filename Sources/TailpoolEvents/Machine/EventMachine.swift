/// A state that only events change, from terms agreed on before the first of them.
///
/// Equal terms and equal events make equal machines: there is no clock, no randomness and no other input.
package protocol EventMachine: Equatable, Sendable {
  /// What is agreed on before the first event.
  associatedtype Terms: EventRecord
  /// Something that happens.
  associatedtype Event: EventRecord
  /// Why an event is not taken.
  associatedtype Refusal: Error

  /// The machine before its first event.
  init(_ terms: Terms) throws(Refusal)
  /// Applies an event whole, or throws and stays what it was.
  mutating func apply(_ event: Event) throws(Refusal)
}

#if Command
  import TailpoolEvents

  extension JournalLineReader {
    /// Makes a machine from the terms in the first line and applies the event of each line after it.
    ///
    /// - Parameters:
    ///   - digest: The digest that the last line must have, or nil when it is not known.
    ///   - observe: Called before each event, and at the end with nil.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused.
    mutating func replay<Machine: EventMachine>(
      _ type: Machine.Type, digest expected: String?, observe: (Machine, Machine.Event?) throws -> Void
    ) throws(FileError) -> Machine {
      try replay(
        digest: expected, from: { try Machine(Machine.Terms($0)) },
        apply: { machine, value in
          let event = try Machine.Event(value)
          try observe(machine, event)
          try machine.apply(event)
        }, end: { try observe($0, nil) })
    }

    /// Makes a state from the terms in the first line and changes it by the event of each line after it.
    ///
    /// - Parameters:
    ///   - digest: The digest that the last line must have, or nil when it is not known.
    ///   - make: The state of terms.
    ///   - apply: Changes the state by an event.
    ///   - end: Called with the state after the last line.
    /// - Throws: `FileError.invalid`, as above.
    mutating func replay<State>(
      digest expected: String?, from make: (EventValue) throws -> State,
      apply: (inout State, EventValue) throws -> Void, end: (State) throws -> Void
    ) throws(FileError) -> State {
      guard let first = try next("terms") else {
        throw failure("the journal is empty; expected a line with the terms of the pool")
      }
      var state: State
      do { state = try make(first) } catch { throw failure("the terms are not valid: \(error)") }
      while let value = try next("event") {
        do { try apply(&state, value) } catch { throw failure("the event is not taken: \(error)") }
      }
      do { try end(state) } catch { throw failure("the watch refuses: \(error)") }
      if let expected, expected != digest {
        throw failure("the last line has SHA-256 \(digest); expected \(expected): lines were cut off or added")
      }
      return state
    }
  }
#endif

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
      guard let first = try next("terms") else {
        throw failure("the journal is empty; expected a line with the terms of the pool")
      }
      var machine: Machine
      do { machine = try Machine(Machine.Terms(first)) } catch { throw failure("the terms are not valid: \(error)") }
      while let value = try next("event") {
        do {
          let event = try Machine.Event(value)
          try observe(machine, event)
          try machine.apply(event)
        } catch { throw failure("the event is not taken: \(error)") }
      }
      do { try observe(machine, nil) } catch { throw failure("the watch refuses: \(error)") }
      if let expected, expected != digest {
        throw failure("the last line has SHA-256 \(digest); expected \(expected): lines were cut off or added")
      }
      return machine
    }
  }
#endif

#if Command
  import TailpoolEvents

  /// Bytes as hexadecimal text of lower case.
  struct HexadecimalBytes: EventPart, Hashable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let blank = HexadecimalBytes([])

    var eventValue: EventValue {
      let digits = Array("0123456789abcdef".utf8)
      return .text(String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self))
    }

    static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> HexadecimalBytes {
      guard case .text(let text) = value, text.utf8.count % 2 == 0 else { throw .invalid(field: name) }
      var bytes: [UInt8] = []
      var high: UInt8?
      for byte in text.utf8 {
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        default: throw .invalid(field: name)
        }
        if let first = high {
          bytes.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      }
      return HexadecimalBytes(bytes)
    }
  }

  /// An amount in the open as its digits, or one that is committed to as an object with its `commitment`.
  struct SideField: EventPart, Hashable {
    /// What the field says; the commitment is not yet looked at.
    enum Content: Hashable {
      case open(UInt64)
      case committed(HexadecimalBytes)
    }

    let content: Content

    static let blank = SideField(content: .open(0))

    init(content: Content) { self.content = content }

    init(_ side: ComparisonStatement.Side) {
      switch side {
      case .open(let amount): content = .open(amount)
      case .committed(let commitment): content = .committed(HexadecimalBytes(commitment.point.bytes))
      }
    }

    /// The amount or the commitment.
    func side(_ name: String) throws(ProofError) -> ComparisonStatement.Side {
      switch content {
      case .open(let amount): .open(amount)
      case .committed(let encoding): .committed(try PedersenCommitment.read(encoding, name))
      }
    }

    private struct Committed: EventRecord {
      var commitment = HexadecimalBytes.blank

      static let blank = Committed()

      static func coded<Coder: EventFieldCoder>(
        _ record: Committed, by coder: inout Coder
      ) throws(Coder.Failure) -> Committed {
        Committed(commitment: try coder.field("commitment", record.commitment))
      }
    }

    var eventValue: EventValue {
      switch content {
      case .open(let amount): amount.eventValue
      case .committed(let encoding): Committed(commitment: encoding).eventValue
      }
    }

    static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> SideField {
      if case .fields = value { return SideField(content: .committed(try Committed(value).commitment)) }
      return SideField(content: .open(try UInt64.read(value, name)))
    }
  }

  extension PedersenCommitment {
    /// A commitment of a document, on the bases of range proofs.
    static func read(_ encoding: HexadecimalBytes, _ name: String) throws(ProofError) -> PedersenCommitment {
      PedersenCommitment(base: .rangeProofs, point: try GroupElement(bytes: encoding.bytes, name: name))
    }

    var hexadecimal: HexadecimalBytes { HexadecimalBytes(point.bytes) }
  }
#endif

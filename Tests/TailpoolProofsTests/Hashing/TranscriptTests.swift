#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Keccak, STROBE and Merlin are the vectors'")
  struct TranscriptTests {
    private static let path = "pools/50_merlin_transcript"

    @Test("SHA3-512 and SHAKE256 of FIPS 202's empty message and of a long one")
    func hashes() {
      #expect(
        hexadecimal(Keccak.sha3Digest512([]))
          == "a69f73cca23a9ac5c8b567dc185a756e97c982164fe25859e0d1dcc1475c80a615b2123af1f5f94c11e3e9402c3ac558f500199d95b6d3e301758586281dcd26"
      )
      var sponge = Keccak.shake256([])
      #expect(hexadecimal(sponge.read(32)) == "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f")
      var long = Keccak.shake256([UInt8](repeating: 0x61, count: 1_000))
      let parts = long.read(7) + long.read(300)
      var again = Keccak.shake256([UInt8](repeating: 0x61, count: 1_000))
      #expect(parts == again.read(307))
    }

    @Test("The state after STROBE's initialization")
    func initialization() throws {
      let reference = try #require(try ReferenceCase.cases(Self.path, fn: "strobeInit").first)
      let strobe = Strobe(protocolLabel: Array(reference.text("protocolLabel").utf8))
      #expect(strobe.stateBytes == reference.bytes("expectedState"))
      #expect(strobe.position == reference.int("pos") && strobe.start == reference.int("posBegin"))
    }

    @Test("Every transcript gives the vector's challenges and random numbers")
    func transcripts() throws {
      let references = try ReferenceCase.cases(Self.path, fn: "transcript")
      #expect(references.count == 15)
      var compared = 0
      for reference in references {
        var transcript = Transcript(label: reference.text("label"))
        var random = TranscriptRandom(transcript)
        var last: [UInt8] = []
        for op in reference.objects("ops") {
          let label = op.text("label")
          switch op.text("op") {
          case "append":
            let message =
              op.fields["message"] != nil
              ? op.bytes("message")
              : op.flag("previousChallenge") ? last : [UInt8](repeating: UInt8(op.int("byte")), count: op.int("count"))
            transcript.append(label, message)
          case "appendU64": transcript.append(label, try #require(UInt64(op.text("value"))))
          case "challenge":
            last = transcript.challengeBytes(label, count: op.int("length"))
            #expect(last == op.bytes("expected"), "\(reference) \(op)")
            compared += 1
          case "challengeScalar":
            #expect(transcript.challengeScalar(label).bytes == op.bytes("expected"), "\(reference) \(op)")
            compared += 1
          case "buildRng": random = TranscriptRandom(transcript)
          case "rekey":
            unsafe op.bytes("witness").withUnsafeBytes { bytes in unsafe random.stir(label, bytes) }
          case "finalize": random.finish(try Entropy(bytes: op.bytes("random")))
          case "fill":
            var drawn = [UInt8](repeating: 0, count: op.int("length"))
            unsafe drawn.withUnsafeMutableBytes { bytes in unsafe random.fill(bytes) }
            #expect(drawn == op.bytes("expected"), "\(reference) \(op)")
            compared += 1
          default: Issue.record("an unknown operation: \(op)")
          }
        }
      }
      #expect(compared >= 20, "\(compared)")
    }

    @Test("A copy of a transcript goes its own way")
    func copies() {
      var one = Transcript(label: "copies")
      var other = one
      one.append("a", 1)
      var untouched = Transcript(label: "copies")
      #expect(other.challengeBytes("c", count: 16) == untouched.challengeBytes("c", count: 16))
      #expect(one.challengeBytes("c", count: 16) != untouched.challengeBytes("c", count: 16))
    }
  }
#endif

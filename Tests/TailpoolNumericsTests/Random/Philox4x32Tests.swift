import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite("Philox4x32-10")
struct Philox4x32Tests {
  @Test("Gives the known answers of Random123")
  func knownAnswers() throws {
    let rows = try References.table("random123_kat.csv").rows.filter {
      $0[text: "generator"] == "philox4x32" && $0[text: "rounds"] == "10"
    }
    #expect(rows.count == 2)
    for row in rows {
      let key = words(row[text: "key_words_hex"])
      let generator = Philox4x32(key0: key[0], key1: key[1])
      let counter = words(row[text: "counter_words_hex"])
      let expected = words(row[text: "output_words_hex"])
      let actual = generator.words(at: SIMD4(counter))
      #expect((0..<4).map { actual[$0] } == expected, "\(row)")
    }
  }

  @Test("Gives the known answer for the digits of pi, which tells the words apart")
  func pi() {
    // Random123, tests/kat_vectors: philox4x32 10.
    let words = Philox4x32(key0: 0xa409_3822, key1: 0x299f_31d0)
      .words(at: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
    #expect(words == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  private func words(_ text: String) -> [UInt32] {
    text.split(separator: " ").compactMap { UInt32($0, radix: 16) }
  }
}

import TailpoolEvents
import Testing
import _TailpoolTestSupport

@Suite("Whole numbers of a journal")
struct DecimalIntegerTests {
  /// Numbers about every power of ten and of two that a type holds, and what stands just beyond.
  private static let magnitudes: [UInt128] = {
    var found: [UInt128] = [0]
    var power: UInt128 = 1
    for _ in 0..<39 {
      found += [power - 1, power, power + 1, power / 10 * 7 + 123]
      let (next, overflow) = power.multipliedReportingOverflow(by: 10)
      if overflow { break }
      power = next
    }
    for bits in [31, 53, 63, 64, 127] as [UInt128] { found += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1] }
    return found + [.max, .max - 1]
  }()

  @Test("Every number in decimal is read as it stands, of either sign, where the type holds it")
  func values() {
    var failures: [String] = []
    func check<Number: FixedWidthInteger>(_ type: Number.Type, _ text: String) {
      // The standard library reads the same digits, and more forms besides.
      let (found, expected) = (Number(decimal: text), text == "-0" ? nil : Number(text))
      if found != expected { failures.append("\(type) of \(text): \(String(describing: found))") }
    }
    for magnitude in Self.magnitudes {
      for text in ["\(magnitude)", "-\(magnitude)"] {
        check(Int.self, text)
        check(Int64.self, text)
        check(UInt64.self, text)
        check(Int128.self, text)
        check(UInt128.self, text)
      }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5)) of \(failures.count)")
  }

  @Test("Numbers at random of up to 39 digits are read as the standard library reads them")
  func random() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<2_000 {
      let number = UInt128.random(in: 0...(.max), using: &generator) >> UInt128.random(in: 0...127, using: &generator)
      #expect(UInt128(decimal: "\(number)") == number)
      let signed = Int128(bitPattern: number)
      #expect(Int128(decimal: "\(signed)") == signed)
    }
  }

  @Test(
    "What is not the one form of a number is none",
    arguments: [
      "", "-", "--1", "-1-", "1-", "+1", "00", "01", "-01", "-0", " 1", "1 ", "1.0", "1e3", "0x1", "1_000", "１", "١",
      ":", "1:", ":1", "/", "1/", "1;",
      "340282366920938463463374607431768211456", "999999999999999999999999999999999999999",
      "1000000000000000000000000000000000000000", "3402823669209384634633746074317682114550",
      "-170141183460469231731687303715884105729",
    ])
  func refused(text: String) {
    #expect(Int128(decimal: text) == nil && UInt128(decimal: text) == nil && Int64(decimal: text) == nil, "\(text)")
  }
}

import CSodium
import TailpoolFiles

/// Reads the bytes as a pool journal. What is not one must be refused with an error; what is must pass the audit.
///
/// The first byte says how: even, and the rest is the journal; odd, and each line of the rest is the inside of a line
/// whose digest of the line before is put in here, so that the fuzzer gets past the chain.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJournal(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = bytes.first else { return 0 }
  let journal = first % 2 == 0 ? Array(bytes.dropFirst()) : chained(bytes.dropFirst())
  do {
    let replay = try PoolJournal.replay(InputFile(name: "fuzz", bytes: journal[...]))
    let findings = replay.pool.audit()
    precondition(findings.isEmpty, "the audit found \(findings)")
  } catch {}
  return 0
}

private func chained(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var journal: [UInt8] = []
  var digest = PoolJournal.origin
  for inside in bytes.split(separator: 10) {
    let line = Array("{\"prev\":\"\(digest)\",".utf8) + inside + Array("}".utf8)
    digest = hexadecimal(sha256(line))
    journal += line + [10]
  }
  return journal
}

private func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  _ = unsafe crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
  return digest
}

private func hexadecimal(_ digest: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}

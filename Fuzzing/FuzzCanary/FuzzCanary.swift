/// Traps on bytes that the fuzzer has to find: a run that ends well says that findings would be missed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCanary(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard bytes.count > 2, bytes[0] == 84, bytes[1] == 80 else { return 0 }
  // Overflows, as amounts of the ledger would.
  let sum = bytes.reduce(0 as UInt8, +)
  return sum == 0 ? -1 : 0
}

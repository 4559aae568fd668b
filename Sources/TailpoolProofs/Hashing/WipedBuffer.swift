#if Command
  internal import CSodium

  /// Storage that is overwritten with zeros when its last owner lets go of it.
  ///
  /// It is changed only by an owner that knows itself to be the only one. What the processor keeps of its contents in registers and on the
  /// stack is not overwritten.
  @safe final class WipedBuffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    var elements: UnsafeMutableBufferPointer<Element> { unsafe UnsafeMutableBufferPointer(start: start, count: count) }

    init(repeating element: Element, count: Int) {
      unsafe start = .allocate(capacity: count)
      unsafe start.initialize(repeating: element, count: count)
      self.count = count
    }

    deinit {
      unsafe sodium_memzero(start, count * MemoryLayout<Element>.stride)
      unsafe start.deallocate()
    }

    subscript(index: Int) -> Element {
      get {
        precondition(index >= 0 && index < count, "index \(index) of \(count) elements")
        return unsafe start[index]
      }
      set {
        precondition(index >= 0 && index < count, "index \(index) of \(count) elements")
        unsafe start[index] = newValue
      }
    }

    func copy() -> WipedBuffer { WipedBuffer(copying: self) }

    private init(copying other: WipedBuffer) {
      unsafe start = .allocate(capacity: other.count)
      unsafe start.initialize(from: other.start, count: other.count)
      count = other.count
    }
  }
#endif

/// What was read of the collections that are open, innermost last: each takes its own off the top when it ends, as an array of just
/// its size.
@safe struct JSONPile<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity = 64

    init() { unsafe base = .allocate(capacity: capacity) }

    deinit {
        unsafe base.deinitialize(count: count)
        unsafe base.deallocate()
    }

    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        unsafe (base + count).initialize(to: element)
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
        capacity *= 2
    }

    /// Takes off what was pushed since the pile had `start` elements.
    @inline(__always)
    mutating func take(from start: Int) -> [Element] {
        let size = count - start
        precondition(size >= 0, "a collection takes only its own")
        guard size > 0 else { return [] }
        let elements = unsafe [Element](unsafeUninitializedCapacity: size) { buffer, filled in
            if let first = buffer.baseAddress { unsafe first.moveInitialize(from: base + start, count: size) }
            filled = size
        }
        count = start
        return elements
    }

    /// Looks at, or changes, an element.
    subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < count, "there is such an element")
            return unsafe base[index]
        }
        set {
            precondition(index >= 0 && index < count, "there is such an element")
            unsafe base[index] = newValue
        }
    }
}

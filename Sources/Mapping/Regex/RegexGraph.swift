/// A pattern as a graph over bytes of UTF-8, from which `RegexAutomaton` makes its table.
struct RegexGraph {
    enum Place {
        case bytes(ClosedRange<UInt8>, next: Int)
        case split(Int, Int)
        /// Passed at the start of the text only, and at its end only.
        case start(next: Int)
        case end(next: Int)
        case match
    }

    private static let placesMost = 3000

    private(set) var places: [Place] = []
    private(set) var isTooLarge = false

    mutating func add(_ place: Place) -> Int {
        guard places.count < Self.placesMost else {
            isTooLarge = true
            return 0
        }
        places.append(place)
        return places.count - 1
    }

    /// Adds a part of the pattern that goes on at `next`; where it begins.
    mutating func build(_ tree: RegexSyntax, to next: Int) -> Int {
        switch tree {
        case .empty: return next
        case .unit(let unit): return build(RegexSet([unit...unit]), to: next)
        case .any: return build(RegexSet.lineTerminator.complement, to: next)
        case .set(let set): return build(set, to: next)
        case .sequence(let items): return items.reversed().reduce(next) { build($1, to: $0) }
        case .alternatives(let branches):
            let starts = branches.map { build($0, to: next) }
            return starts.dropLast().reversed().reduce(starts.last ?? next) { add(.split($1, $0)) }
        case .group(let inner, _): return build(inner, to: next)
        case .start: return add(.start(next: next))
        case .end: return add(.end(next: next))
        case .loop(let inner, let least, let most, _, _): return loop(inner, least, most, to: next)
        case .look, .backreference, .namedBackreference, .wordBoundary:
            isTooLarge = true
            return next
        }
    }

    private mutating func loop(_ inner: RegexSyntax, _ least: Int, _ most: Int?, to next: Int) -> Int {
        var start = next
        if let most {
            for _ in least..<most where !isTooLarge { start = add(.split(build(inner, to: start), next)) }
        } else {
            start = add(.split(next, next))
            let body = build(inner, to: start)
            if !isTooLarge { places[start] = .split(body, next) }
        }
        for _ in 0..<least where !isTooLarge {
            let before = start
            start = build(inner, to: start)
            // Nothing, however often, is nothing.
            if start == before { break }
        }
        return start
    }

    private mutating func build(_ set: RegexSet, to next: Int) -> Int {
        var starts: [Int] = []
        for range in set.ranges {
            for sequence in UTF8Ranges.sequences(range) {
                starts.append(sequence.reversed().reduce(next) { add(.bytes($1, next: $0)) })
                if isTooLarge { return next }
            }
        }
        guard let last = starts.popLast() else {
            // Nothing is in the set: no byte at all leads on, and none can be this one.
            return add(.bytes(0xFF...0xFF, next: next))
        }
        return starts.reversed().reduce(last) { add(.split($1, $0)) }
    }

    // MARK: Walking

    /// The places that are reached without reading, sorted; those that read, wait for the end, or are the match.
    func closure(of given: [Int], atStart: Bool, atEnd: Bool) -> [Int] {
        var seen: Set<Int> = []
        var result: [Int] = []
        var open = given
        while let place = open.popLast() {
            guard seen.insert(place).inserted else { continue }
            switch places[place] {
            case .bytes, .match: result.append(place)
            case .split(let one, let other): open += [one, other]
            case .start(let next): if atStart { open.append(next) }
            case .end(let next):
                result.append(place)
                if atEnd { open.append(next) }
            }
        }
        return result.sorted()
    }

    func places(after given: [Int], _ byte: UInt8) -> [Int] {
        given.compactMap { place in
            guard case .bytes(let range, let next) = places[place], range.contains(byte) else { return nil }
            return next
        }
    }

    func hasMatch(_ given: [Int]) -> Bool {
        given.contains { if case .match = places[$0] { true } else { false } }
    }

    /// A number for each byte, the same for bytes that no place tells apart.
    var byteClasses: [UInt8] {
        var begins = [Bool](repeating: false, count: 257)
        for case .bytes(let range, _) in places {
            begins[Int(range.lowerBound)] = true
            begins[Int(range.upperBound) + 1] = true
        }
        var number: UInt8 = 0
        return (0..<256).map { byte in
            if byte > 0, begins[byte] { number += 1 }
            return number
        }
    }
}

/// Code points as sequences of byte ranges, one range for each byte of their UTF-8.
enum UTF8Ranges {
    static func sequences(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        // By length; surrogates have no UTF-8.
        let lengths: [ClosedRange<UInt32>] = [
            0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
        ]
        return lengths.filter { $0.overlaps(range) }.flatMap { sameLength($0.clamped(to: range)) }
    }

    private static func sameLength(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        let (low, high) = (range.lowerBound, range.upperBound)
        let length = bytes(low).count
        for place in 1..<max(2, length) where length > 1 {
            let mask: UInt32 = 1 << UInt32(6 * place) - 1
            guard low & ~mask != high & ~mask else { continue }
            if low & mask != 0 { return sameLength(low...(low | mask)) + sameLength((low | mask) + 1...high) }
            if high & mask != mask {
                return sameLength(low...(high & ~mask) - 1) + sameLength((high & ~mask)...high)
            }
        }
        return [zip(bytes(low), bytes(high)).map { $0...$1 }]
    }

    private static func bytes(_ point: UInt32) -> [UInt8] {
        Unicode.Scalar(point).map { Array(UTF8.encode($0) ?? UTF8.encodedReplacementCharacter) } ?? []
    }
}

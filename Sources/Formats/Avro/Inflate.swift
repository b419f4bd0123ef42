/// DEFLATE (RFC 1951).
struct Inflate {
    private let bytes: [UInt8]
    private let sizeMost: Int
    private var position = 0
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []

    /// Throws `CompressionFault`; what comes out is never larger than `sizeMost`.
    static func inflate(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        var inflate = Inflate(bytes: bytes, sizeMost: sizeMost)
        while try !inflate.block() {}
        return inflate.output
    }

    /// The bytes as stored blocks: valid DEFLATE, not made smaller.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var start = 0
        repeat {
            let count = min(65_535, bytes.count - start)
            let low = UInt8(count & 0xFF), high = UInt8(count >> 8)
            output += [start + count == bytes.count ? 1 : 0, low, high, ~low, ~high]
            output += bytes[start..<start + count]
            start += count
        } while start < bytes.count
        return output
    }

    private init(bytes: [UInt8], sizeMost: Int) {
        self.bytes = bytes
        self.sizeMost = sizeMost
    }

    /// Reads a block; true when it was the last.
    private mutating func block() throws(CompressionFault) -> Bool {
        let isLast = try take(1) == 1
        switch try take(2) {
        case 0: try storedBlock()
        case 1: try compressed(Self.fixedLiterals, Self.fixedDistances)
        case 2:
            let (literals, distances) = try tables()
            try compressed(literals, distances)
        default: throw .malformed
        }
        return isLast
    }

    private mutating func storedBlock() throws(CompressionFault) {
        bits = 0
        bitCount = 0
        guard bytes.count - position >= 4 else { throw .malformed }
        let count = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        let check = Int(bytes[position + 2]) | Int(bytes[position + 3]) << 8
        position += 4
        guard count == ~check & 0xFFFF, bytes.count - position >= count else { throw .malformed }
        guard output.count + count <= sizeMost else { throw .tooLarge }
        output += bytes[position..<position + count]
        position += count
    }

    private mutating func compressed(_ literals: HuffmanTable, _ distances: HuffmanTable) throws(CompressionFault) {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                guard output.count < sizeMost else { throw .tooLarge }
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return
            } else {
                guard symbol <= 285 else { throw .malformed }
                let length = Self.lengthBase[symbol - 257] + Int(try take(UInt32(Self.lengthBits[symbol - 257])))
                let code = try self.symbol(distances)
                guard code < 30 else { throw .malformed }
                let distance = Self.distanceBase[code] + Int(try take(UInt32(code < 2 ? 0 : code / 2 - 1)))
                guard distance <= output.count else { throw .malformed }
                guard output.count + length <= sizeMost else { throw .tooLarge }
                for _ in 0..<length { output.append(output[output.count - distance]) }
            }
        }
    }

    /// The tables of a block that brings its own.
    private mutating func tables() throws(CompressionFault) -> (HuffmanTable, HuffmanTable) {
        let literalCount = Int(try take(5)) + 257
        let distanceCount = Int(try take(5)) + 1
        let codeCount = Int(try take(4)) + 4
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try take(3)) }
        let codes = try HuffmanTable(codeLengths)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try symbol(codes)
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .malformed }
                lengths += repeatElement(last, count: Int(try take(2)) + 3)
            case 17: lengths += repeatElement(0, count: Int(try take(3)) + 3)
            default: lengths += repeatElement(0, count: Int(try take(7)) + 11)
            }
        }
        guard lengths.count == literalCount + distanceCount else { throw .malformed }
        return (try HuffmanTable(Array(lengths[..<literalCount])), try HuffmanTable(Array(lengths[literalCount...])))
    }

    private mutating func take(_ count: UInt32) throws(CompressionFault) -> UInt32 {
        while bitCount < count {
            guard position < bytes.count else { throw .malformed }
            bits |= UInt32(bytes[position]) << bitCount
            position += 1
            bitCount += 8
        }
        defer {
            bits >>= count
            bitCount -= count
        }
        return bits & (1 << count - 1)
    }

    /// Walks the canonical code bit by bit: at each length, codes are numbered on from those before.
    private mutating func symbol(_ table: HuffmanTable) throws(CompressionFault) -> Int {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            code |= Int(try take(1))
            let count = table.counts[length]
            if code - count < first { return table.symbols[index + code - first] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw .malformed
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBase = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBase = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193,
        12289, 16385, 24577,
    ]
    private static let fixedLiterals = HuffmanTable(
        unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = HuffmanTable(unchecked: [UInt8](repeating: 5, count: 30))
}

/// A canonical Huffman code: how many codes there are of each length, and the symbols in order of their codes.
struct HuffmanTable {
    let counts: [Int]
    let symbols: [Int]

    /// Throws when more codes are named than the lengths have room for.
    init(_ lengths: [UInt8]) throws(CompressionFault) {
        self.init(unchecked: lengths)
        var room = 1
        for length in 1...15 {
            room = room << 1 - counts[length]
            guard room >= 0 else { throw .malformed }
        }
    }

    init(unchecked lengths: [UInt8]) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        self.counts = counts
        symbols = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    }
}

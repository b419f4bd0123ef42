/// The Snappy block format (google/snappy, format_description.txt).
enum Snappy {
    /// Matches are looked for by the last place of each hash of four bytes, within so many bytes.
    private static let windowSize = 1 << 16
    private static let hashBits: UInt32 = 14

    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes.count
        while rest >= 0x80 {
            output.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        output.append(UInt8(rest))
        var last = [Int](repeating: -windowSize, count: 1 << Int(hashBits))
        var literal = 0
        var index = 0
        while index + 4 <= bytes.count {
            let hash = hash(bytes, index)
            let candidate = last[hash]
            last[hash] = index
            guard index - candidate < windowSize, candidate >= 0,
                bytes[candidate..<candidate + 4] == bytes[index..<index + 4]
            else {
                index += 1
                continue
            }
            append(literal: bytes[literal..<index], &output)
            var length = 4
            while length < 64, index + length < bytes.count, bytes[candidate + length] == bytes[index + length] {
                length += 1
            }
            // A copy of up to 64 bytes with an offset of two.
            let offset = index - candidate
            output += [UInt8(length - 1) << 2 | 2, UInt8(offset & 0xFF), UInt8(offset >> 8)]
            index += length
            literal = index
        }
        append(literal: bytes[literal...], &output)
        return output
    }

    private static func hash(_ bytes: [UInt8], _ index: Int) -> Int {
        var word: UInt32 = 0
        for offset in 0..<4 { word = word << 8 | UInt32(bytes[index + offset]) }
        return Int((word &* 0x9E37_79B1) >> (32 - hashBits))
    }

    private static func append(literal: ArraySlice<UInt8>, _ output: inout [UInt8]) {
        guard !literal.isEmpty else { return }
        let count = literal.count - 1
        if count < 60 {
            output.append(UInt8(count) << 2)
        } else {
            let size = count < 1 << 8 ? 1 : count < 1 << 16 ? 2 : count < 1 << 24 ? 3 : 4
            output.append(UInt8(59 + size) << 2)
            for place in 0..<size { output.append(UInt8(count >> (place * 8) & 0xFF)) }
        }
        output += literal
    }

    /// Throws `CompressionFault`.
    static func decompress(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        var position = 0
        let size = try length(bytes, &position)
        guard size <= sizeMost else { throw .tooLarge }
        var output: [UInt8] = []
        output.reserveCapacity(min(size, bytes.count * 8))
        while position < bytes.count {
            let tag = Int(bytes[position])
            position += 1
            if tag & 3 == 0 {
                try literal(tag >> 2, bytes, &position, &output, size)
            } else {
                try copy(tag, bytes, &position, &output, size)
            }
        }
        guard output.count == size else { throw .malformed }
        return output
    }

    private static func length(_ bytes: [UInt8], _ position: inout Int) throws(CompressionFault) -> Int {
        var length = 0
        for shift in stride(from: 0, through: 28, by: 7) {
            guard position < bytes.count else { throw .malformed }
            let byte = Int(bytes[position])
            position += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80 { return length }
        }
        throw .malformed
    }

    private static func literal(
        _ code: Int, _ bytes: [UInt8], _ position: inout Int, _ output: inout [UInt8], _ size: Int
    ) throws(CompressionFault) {
        var count = code
        if code >= 60 { count = try number(code - 59, bytes, &position) }
        count += 1
        guard bytes.count - position >= count, output.count + count <= size else { throw .malformed }
        output += bytes[position..<position + count]
        position += count
    }

    private static func copy(
        _ tag: Int, _ bytes: [UInt8], _ position: inout Int, _ output: inout [UInt8], _ size: Int
    ) throws(CompressionFault) {
        let count: Int
        let offset: Int
        switch tag & 3 {
        case 1:
            count = (tag >> 2 & 7) + 4
            offset = (tag >> 5) << 8 | (try number(1, bytes, &position))
        case 2:
            count = tag >> 2 + 1
            offset = try number(2, bytes, &position)
        default:
            count = tag >> 2 + 1
            offset = try number(4, bytes, &position)
        }
        guard offset > 0, offset <= output.count, output.count + count <= size else { throw .malformed }
        for _ in 0..<count { output.append(output[output.count - offset]) }
    }

    /// A number of some bytes, little end first.
    private static func number(_ size: Int, _ bytes: [UInt8], _ position: inout Int) throws(CompressionFault) -> Int {
        guard bytes.count - position >= size else { throw .malformed }
        var number = 0
        for index in 0..<size { number |= Int(bytes[position + index]) << (index * 8) }
        position += size
        return number
    }
}

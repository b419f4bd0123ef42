/// The Snappy block format (google/snappy, format_description.txt).
enum Snappy {
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

/// How the blocks of a container file are compressed, by the names of the specification.
package enum AvroCodec: String, Sendable, CaseIterable {
    case null, deflate, snappy, zstandard, bzip2, xz

    /// Throws `CompressionFault`; what comes out is never larger than `sizeMost`.
    func decompress(_ data: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        switch self {
        case .null: return data
        case .deflate: return try Deflate.decompress(data, sizeMost: sizeMost)
        case .zstandard: return try Zstandard.decompress(data, sizeMost: sizeMost)
        case .bzip2: return try Bzip2.decompress(data, sizeMost: sizeMost)
        case .xz: return try XZ.decompress(data, sizeMost: sizeMost)
        case .snappy:
            // The CRC-32 of what comes out follows, big end first.
            guard data.count > 4 else { throw .malformed }
            let output = try Snappy.decompress(Array(data.dropLast(4)), sizeMost: sizeMost)
            let said = data.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard Checksum.crc32(output) == said else { throw .malformed }
            return output
        }
    }

    func compress(_ data: [UInt8]) throws(CompressionFault) -> [UInt8] {
        switch self {
        case .null: return data
        case .deflate: return try Deflate.compress(data)
        case .zstandard: return try Zstandard.compress(data)
        case .bzip2: return try Bzip2.compress(data)
        case .xz: return try XZ.compress(data)
        case .snappy:
            let sum = Checksum.crc32(data)
            return Snappy.compress(data) + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32($0))) }
        }
    }
}

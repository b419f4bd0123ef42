import CFormatLibraries

/// Sums over bytes by which damage is noticed.
package enum Checksum {
    /// CRC-32 as zlib has it (ISO 3309).
    package static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let sum = unsafe bytes.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) }
        return UInt32(truncatingIfNeeded: sum)
    }
}

import CFormatLibraries

/// bzip2, by libbz2.
enum Bzip2 {
    private static let blockSize: Int32 = 9

    static func decompress(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        var bytes = bytes
        var stream = unsafe bz_stream()
        guard unsafe BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { throw .malformed }
        defer { unsafe BZ2_bzDecompressEnd(&stream) }
        var taken = 0
        let total = bytes.count
        return try unsafe Compression.collect(sizeMost: sizeMost) { piece in
            unsafe bytes.withUnsafeMutableBytes { input in
                unsafe stream.next_in = input.baseAddress.map {
                    unsafe ($0 + taken).assumingMemoryBound(to: CChar.self)
                }
                unsafe stream.avail_in = UInt32(total - taken)
                unsafe stream.next_out = UnsafeMutableRawPointer(piece.baseAddress)?.assumingMemoryBound(to: CChar.self)
                unsafe stream.avail_out = UInt32(piece.count)
                let result = unsafe BZ2_bzDecompress(&stream)
                unsafe taken = total - Int(stream.avail_in)
                let made = unsafe piece.count - Int(stream.avail_out)
                if result == BZ_STREAM_END { return .ended(made) }
                return result == BZ_OK ? .made(made) : .failed
            }
        }
    }

    static func compress(_ bytes: [UInt8]) throws(CompressionFault) -> [UInt8] {
        var bytes = bytes
        var isWrong = false
        // The library's own bound: a hundredth more, and 600 bytes.
        let output = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count + bytes.count / 100 + 600) {
            buffer, count in
            var made = UInt32(buffer.count)
            isWrong = unsafe bytes.withUnsafeMutableBytes { input in
                unsafe BZ2_bzBuffToBuffCompress(
                    UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self), &made,
                    input.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(input.count), blockSize, 0, 0)
                    != BZ_OK
            }
            count = isWrong ? 0 : Int(made)
        }
        guard !isWrong else { throw .malformed }
        return output
    }
}

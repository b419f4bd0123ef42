import CFormatLibraries

/// DEFLATE without header (RFC 1951), by zlib.
enum Deflate {
    private static let windowBits: Int32 = -15
    private static let level: Int32 = 6

    static func decompress(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        var bytes = bytes
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else { throw .malformed }
        defer { unsafe inflateEnd(&stream) }
        let count = bytes.count
        return try unsafe Compression.collect(sizeMost: sizeMost) { piece in
            unsafe bytes.withUnsafeMutableBufferPointer { input in
                let taken = unsafe Int(stream.total_in)
                unsafe stream.next_in = input.baseAddress.map { unsafe $0 + taken }
                unsafe stream.avail_in = UInt32(count - taken)
                unsafe stream.next_out = piece.baseAddress
                unsafe stream.avail_out = UInt32(piece.count)
                let result = unsafe inflate(&stream, Z_NO_FLUSH)
                let made = unsafe piece.count - Int(stream.avail_out)
                if result == Z_STREAM_END { return .ended(made) }
                return result == Z_OK ? .made(made) : .failed
            }
        }
    }

    static func compress(_ bytes: [UInt8]) throws(CompressionFault) -> [UInt8] {
        var bytes = bytes
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        let begun = unsafe deflateInit2_(
            &stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard begun == Z_OK else { throw .malformed }
        defer { unsafe deflateEnd(&stream) }
        let count = bytes.count
        return try unsafe Compression.collect(sizeMost: .max) { piece in
            unsafe bytes.withUnsafeMutableBufferPointer { input in
                let taken = unsafe Int(stream.total_in)
                unsafe stream.next_in = input.baseAddress.map { unsafe $0 + taken }
                unsafe stream.avail_in = UInt32(count - taken)
                unsafe stream.next_out = piece.baseAddress
                unsafe stream.avail_out = UInt32(piece.count)
                let result = unsafe deflate(&stream, Z_FINISH)
                let made = unsafe piece.count - Int(stream.avail_out)
                if result == Z_STREAM_END { return .ended(made) }
                return result == Z_OK ? .made(made) : .failed
            }
        }
    }
}

import CFormatLibraries

/// Zstandard (RFC 8878), by libzstd.
enum Zstandard {
    private static let level: Int32 = 3

    static func decompress(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        guard let context = unsafe ZSTD_createDCtx() else { throw .malformed }
        defer { unsafe ZSTD_freeDCtx(context) }
        var position = 0
        return try unsafe Compression.collect(sizeMost: sizeMost) { piece in
            unsafe bytes.withUnsafeBytes { input in
                var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: position)
                var to = unsafe ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
                let left = unsafe ZSTD_decompressStream(context, &to, &from)
                unsafe position = from.pos
                guard ZSTD_isError(left) == 0 else { return .failed }
                return unsafe left == 0 ? .ended(to.pos) : .made(to.pos)
            }
        }
    }

    static func compress(_ bytes: [UInt8]) throws(CompressionFault) -> [UInt8] {
        var isWrong = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            let made = unsafe bytes.withUnsafeBytes {
                unsafe ZSTD_compress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count, level)
            }
            isWrong = ZSTD_isError(made) != 0
            count = isWrong ? 0 : made
        }
        guard !isWrong else { throw .malformed }
        return output
    }
}

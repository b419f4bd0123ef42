import CFormatLibraries

/// xz (LZMA2), by liblzma.
enum XZ {
    private static let level: UInt32 = 6
    /// Memory that decoding may take: what the highest level needs.
    private static let memoryMost: UInt64 = 128 << 20

    static func decompress(_ bytes: [UInt8], sizeMost: Int) throws(CompressionFault) -> [UInt8] {
        var stream = unsafe lzma_stream()
        guard unsafe lzma_stream_decoder(&stream, memoryMost, 0) == LZMA_OK else { throw .malformed }
        defer { unsafe lzma_end(&stream) }
        var taken = 0
        return try unsafe Compression.collect(sizeMost: sizeMost) { piece in
            unsafe bytes.withUnsafeBufferPointer { input in
                unsafe stream.next_in = input.baseAddress.map { unsafe $0 + taken }
                unsafe stream.avail_in = input.count - taken
                unsafe stream.next_out = piece.baseAddress
                unsafe stream.avail_out = piece.count
                let result = unsafe lzma_code(&stream, LZMA_RUN)
                unsafe taken = input.count - stream.avail_in
                let made = unsafe piece.count - stream.avail_out
                if result == LZMA_STREAM_END { return .ended(made) }
                return result == LZMA_OK ? .made(made) : .failed
            }
        }
    }

    static func compress(_ bytes: [UInt8]) throws(CompressionFault) -> [UInt8] {
        var isWrong = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: lzma_stream_buffer_bound(bytes.count)) {
            buffer, count in
            isWrong = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe lzma_easy_buffer_encode(
                    level, LZMA_CHECK_CRC32, nil, input.baseAddress, input.count, buffer.baseAddress, &count,
                    buffer.count) != LZMA_OK
            }
            if isWrong { count = 0 }
        }
        guard !isWrong else { throw .malformed }
        return output
    }
}

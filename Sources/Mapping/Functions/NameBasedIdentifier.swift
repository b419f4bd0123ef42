import Crypto

/// UUID version 5 (RFC 9562 section 5.5): the same namespace and name always make the same identifier.
package enum NameBasedIdentifier {
    /// The namespace for URLs (RFC 9562 section 6.6).
    package static let url: [UInt8] = [
        0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
    ]

    /// The sixteen bytes of a UUID's text; any other text names a namespace of its own, within that of URLs.
    package static func namespace(_ text: String) -> [UInt8] {
        parse(text) ?? bytes(namespace: url, name: Array(text.utf8))
    }

    package static func version5(namespace: [UInt8], name: String) -> String {
        text(bytes(namespace: namespace, name: Array(name.utf8)))
    }

    /// The bits of a UUID.
    struct Digest: Hashable {
        var high: UInt64
        var low: UInt64

        /// Bytes of its text.
        static let textCount = 36

        /// Appends it as text: `6ba7b811-9dad-51d1-80b4-00c04fd430c8`.
        func append(to output: inout [UInt8]) {
            let dash = UInt8(ascii: "-")
            Self.append(Self.hexadecimal(high >> 32), 0..<8, &output)
            output.append(dash)
            let middle = Self.hexadecimal(high)
            Self.append(middle, 0..<4, &output)
            output.append(dash)
            Self.append(middle, 4..<8, &output)
            output.append(dash)
            let next = Self.hexadecimal(low >> 32)
            Self.append(next, 0..<4, &output)
            output.append(dash)
            Self.append(next, 4..<8, &output)
            Self.append(Self.hexadecimal(low), 0..<8, &output)
        }

        /// Some of the eight bytes of a word, the first of which are its lowest.
        @inline(__always)
        private static func append(_ word: UInt64, _ range: Range<Int>, _ output: inout [UInt8]) {
            unsafe withUnsafeBytes(of: word.littleEndian) {
                unsafe output.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[range]))
            }
        }

        /// The low 32 bits as eight digits, the first of them in the lowest byte.
        private static func hexadecimal(_ bits: UInt64) -> UInt64 {
            // A digit of four bits goes to each byte, the last digit to the lowest.
            var digits = bits & 0xFFFF_FFFF
            digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
            digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
            digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
            // A 1 for each digit above 9, which is written as a letter.
            let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
            return (digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).byteSwapped
        }
    }

    /// Of bytes that begin with the namespace.
    static func digest(ofNamespaced name: [UInt8]) -> Digest {
        var digest = Digest(high: 0, low: 0)
        unsafe Insecure.SHA1.hash(data: name).withUnsafeBytes { hash in
            digest.high = unsafe UInt64(bigEndian: hash.loadUnaligned(as: UInt64.self))
            digest.low = unsafe UInt64(bigEndian: hash.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        digest.high = digest.high & ~0xF000 | 0x5000
        digest.low = digest.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return digest
    }

    /// The namespace of identifiers that mappings of the library make.
    static let shared = namespace("urn:junction:hl7v2-to-fhir")

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(namespace: [UInt8], name: [UInt8]) -> [UInt8] {
        var hash = Insecure.SHA1()
        hash.update(data: namespace)
        hash.update(data: name)
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }

    private static func parse(_ text: String) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [8, 4, 4, 4, 12] else { return nil }
        let nibbles = parts.joined().compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard nibbles.count == 32 else { return nil }
        return stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}

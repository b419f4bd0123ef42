import CFormatLibraries

/// Makes UTF-8 of text in another encoding, which arrives in any pieces. Memory is one piece.
struct TextDecoder {
    private enum Way {
        case utf8
        case table(Charset)
        case iconv(Iconv)
    }

    private let way: Way
    /// The bytes of a character that is not all there.
    private var rest: [UInt8] = []
    /// Characters in no encoding read here have more bytes than this.
    private static let characterSizeMost = 16

    /// Takes a name of `Charset`, or any that the C library's iconv knows; nil for others.
    init?(charset name: String) {
        if let charset = Charset(named: name) {
            way = charset == .utf8 ? .utf8 : .table(charset)
        } else {
            guard let iconv = Iconv(from: name) else { return nil }
            way = .iconv(iconv)
        }
    }

    /// What can be told of the text once these bytes are there. Throws what comes before what is wrong.
    mutating func decode(_ bytes: [UInt8], isLast: Bool) throws(TextFault) -> [UInt8] {
        let given = rest.isEmpty ? bytes : rest + bytes
        rest = []
        switch way {
        case .utf8: return try strict(given, isLast)
        case .table(let charset):
            guard let text = charset.text(given.span) else { throw TextFault(before: []) }
            return Array(text.utf8)
        case .iconv(let iconv):
            var output: [UInt8] = []
            let (taken, isWrong) = iconv.convert(given, into: &output)
            rest = Array(given[taken...])
            guard !isWrong, rest.count <= Self.characterSizeMost, rest.isEmpty || !isLast else {
                throw TextFault(before: output)
            }
            return output
        }
    }

    private mutating func strict(_ given: [UInt8], _ isLast: Bool) throws(TextFault) -> [UInt8] {
        let fault = UTF8Strictness.firstFault(in: given.span)
        if fault == given.count { return given }
        guard !isLast, Self.isCutOff(given[fault...]) else { throw TextFault(before: Array(given[..<fault])) }
        rest = Array(given[fault...])
        return Array(given[..<fault])
    }

    /// Whether bytes are the beginning of a character of UTF-8 and nothing else.
    private static func isCutOff(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, first >= 0xC2, first <= 0xF4 else { return false }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard bytes.count < length, bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
        // The second byte tells overlong forms and surrogates.
        guard let second = bytes.dropFirst().first else { return true }
        switch first {
        case 0xE0: return second >= 0xA0
        case 0xED: return second < 0xA0
        case 0xF0: return second >= 0x90
        case 0xF4: return second < 0x90
        default: return true
        }
    }
}

/// Bytes that are not of the encoding they were said to be in, and the text before them.
struct TextFault: Error {
    var before: [UInt8]
}

/// A conversion to UTF-8 by the C library. Used by one reader, which may be copied but goes on in one copy only.
@safe private final class Iconv {
    private let handle: iconv_t
    private static let outputSize = 1 << 16

    init?(from name: String) {
        // What iconv takes after a slash would make it leave out what it cannot convert.
        guard !name.utf8.contains(UInt8(ascii: "/")), let handle = unsafe iconv_open("UTF-8", name),
            Int(bitPattern: handle) != -1
        else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe iconv_close(handle) }

    /// How many bytes were converted, and whether those after them are no text; else they are the beginning of a character.
    func convert(_ bytes: [UInt8], into output: inout [UInt8]) -> (taken: Int, isWrong: Bool) {
        var input = bytes
        var taken = 0
        var isWrong = false
        while taken < input.count {
            let before = output.count
            let step = unsafe input.withUnsafeMutableBytes {
                unsafe piece(UnsafeMutableRawBufferPointer(rebasing: $0[taken...]), &output)
            }
            taken += step.taken
            isWrong = step.error == EILSEQ
            if isWrong || step.error == EINVAL || step.taken == 0 && output.count == before { break }
        }
        return (taken, isWrong)
    }

    /// As much as one buffer of output holds.
    private func piece(_ input: UnsafeMutableRawBufferPointer, _ output: inout [UInt8]) -> (taken: Int, error: Int32) {
        var error: Int32 = 0
        var taken = 0
        let room = unsafe [UInt8](unsafeUninitializedCapacity: Self.outputSize) { buffer, count in
            var from = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var to = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            var fromLeft = input.count
            var toLeft = buffer.count
            if unsafe iconv(handle, &from, &fromLeft, &to, &toLeft) == -1 { error = formatLibraryError() }
            taken = input.count - fromLeft
            count = buffer.count - toLeft
        }
        output += room
        return (taken, error)
    }
}

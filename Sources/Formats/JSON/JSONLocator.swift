import Values

/// Finds the path to a byte of a JSON text by scanning what comes before it, which the reader has found to be sound.
enum JSONLocator {
    private enum Level {
        case array(index: Int)
        case object(key: String?, awaitsKey: Bool)
    }

    /// Keys longer than this are cut off in a path.
    private static let keyLengthMost = 64
    /// Paths are cut off after this many steps.
    private static let stepsMost = 32

    /// A path such as `$.entry[3].resource`; nil at the top.
    static func path(to position: Int, in bytes: Span<UInt8>) -> String? {
        var levels: [Level] = []
        var index = 0
        while index < position, index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "["): levels.append(.array(index: 0))
            case UInt8(ascii: "{"): levels.append(.object(key: nil, awaitsKey: true))
            case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = levels.popLast()
            case UInt8(ascii: ","): advance(&levels)
            case .quote:
                let end = endOfString(bytes, from: index)
                name(&levels, bytes.extracting(index + 1..<max(index + 1, min(end, position) - 1)))
                index = end - 1
            default: break
            }
            index += 1
        }
        return levels.isEmpty ? nil : "$" + levels.prefix(stepsMost).map(step).joined()
    }

    private static func advance(_ levels: inout [Level]) {
        switch levels.popLast() {
        case .array(let index): levels.append(.array(index: index + 1))
        case .object: levels.append(.object(key: nil, awaitsKey: true))
        case nil: break
        }
    }

    private static func name(_ levels: inout [Level], _ key: Span<UInt8>) {
        guard case .object(_, awaitsKey: true) = levels.last else { return }
        levels[levels.count - 1] = .object(
            key: String(strict: key.extracting(first: min(key.count, keyLengthMost))), awaitsKey: false)
    }

    /// Just past the closing quote of the string that opens at `start`, or the end of the text.
    static func endOfString(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == .quote { return index + 1 }
            index += bytes[index] == .backslash ? 2 : 1
        }
        return bytes.count
    }

    private static func step(_ level: Level) -> String {
        switch level {
        case .array(let index): "[\(index)]"
        case .object(nil, _): ""
        case .object(let key?, _):
            key.utf8.allSatisfy { $0 == 0x5F || $0.isDigit || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) } && !key.isEmpty
                ? ".\(key)" : "['\(key)']"
        }
    }
}

import Formats
import Values

/// One line of a batch for suites.
enum BatchLine {
    /// Half a surrogate pair, which suites may hold but UTF-8 cannot, is read as the replacement character.
    static func decode(_ line: [UInt8]) throws -> Value {
        let format = JSONFormat()
        do { return try format.decode(line) } catch { return try format.decode(replacingHalfPairs(line)) }
    }

    private static func replacingHalfPairs(_ line: [UInt8]) -> [UInt8] {
        func half(_ index: Int) -> UInt8? {
            guard index + 5 < line.count, line[index] == 0x5C, line[index + 1] | 0x20 == 0x75,
                line[index + 2] | 0x20 == 0x64
            else { return nil }
            let third = line[index + 3] | 0x20
            return third >= 0x61
                ? (third <= 0x62 ? 1 : third <= 0x66 ? 2 : nil) : third >= 0x38 && third <= 0x39 ? 1 : nil
        }
        var result: [UInt8] = []
        var index = 0
        while index < line.count {
            switch half(index) {
            case 1? where half(index + 6) == 2:
                result += line[index..<index + 12]
                index += 12
            case .some:
                result += "\\ufffd".utf8
                index += 6
            case nil:
                // An escaped backslash begins no escape.
                let length = line[index] == 0x5C && index + 1 < line.count ? 2 : 1
                result += line[index..<index + length]
                index += length
            }
        }
        return result
    }
}

import Values

/// Makes values of every kind that text formats hold, as reading them would.
struct ValueMaker {
    var random: SeededGenerator

    mutating func value(depth: Int) -> Value {
        switch Int.random(in: 0..<(depth < 4 ? 10 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: -1_000_000...1_000_000, using: &random))
        case 3: return .double(Double(Int.random(in: -999...999, using: &random)) / 16 + 0.03125)
        case 4: return .decimal(ExactDecimal(checked: "\(Int.random(in: 1...9, using: &random)).50"))
        case 5, 6: return .string(text())
        case 7: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth + 1) })
        default:
            var object = Object()
            for _ in 0..<Int.random(in: 0...4, using: &random) { object[text()] = value(depth: depth + 1) }
            return .object(object)
        }
    }

    mutating func text() -> String {
        let pieces = [
            "a", "B", "7", " ", "\n", "\"", "\\", ":", "-", "#", "é", "😀", "'", ",", "{", "]", "&", "*", "!", "|", ">",
            "%", "@", "\t", "x y",
        ]
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
}

import Testing
import Values

@testable import Formats

@Suite struct HL7RoundTripTests {
    private let format = HL7Format()
    static let names = Fixtures.names(in: "hl7v2-fhir/messages", suffix: ".hl7")

    @Test(arguments: names)
    func realMessagesComeBackTheSame(name: String) throws {
        let bytes = try Fixtures.bytes("hl7v2-fhir/messages/" + name)
        let value = try format.decode(bytes)
        let written = try format.encode(value)
        #expect(try format.decode(written) == value)
        #expect(try format.encode(format.decode(written)) == written)
        // What writing changed is line ends and trailing separators only.
        for (line, original) in zip(Self.trimmed(written), Self.trimmed(bytes)) where line != original {
            Issue.record("\(line) was \(original)")
        }
    }

    @Test func thereAreMessages() { #expect(Self.names.count >= 25) }

    /// Segments without the separators that end a part and say nothing.
    private static func trimmed(_ bytes: [UInt8]) -> [String] {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        return text.split(whereSeparator: \.isNewline).map { line in
            if line.hasPrefix("MSH") { return trim("MSH|^~\\#" + line.dropFirst(8)) }
            return trim(String(line))
        }
    }

    private static func trim(_ line: String) -> String {
        var line = line
        let order: [Character] = ["&", "^", "~", "|"]
        for (level, separator) in order.enumerated() {
            let above = order[(level + 1)...]
            var output: [Character] = []
            for character in line {
                if above.contains(character) { while output.last == separator { output.removeLast() } }
                output.append(character)
            }
            while output.last == separator { output.removeLast() }
            line = String(output)
        }
        return line
    }

    /// Messages made at random in canonical form: no empty part at an end, everything that must be escaped escaped.
    @Test(arguments: 0..<4)
    func canonicalMessagesComeBackExactly(seed: UInt64) throws {
        var maker = MessageMaker(random: SeededGenerator(seed: seed))
        for _ in 0..<200 {
            let message = maker.message()
            let value = try format.decode(message)
            let written = try format.encode(value)
            #expect(String(decoding: written, as: UTF8.self) == String(decoding: message, as: UTF8.self))
            if written != message { break }
        }
    }

    private struct MessageMaker {
        var random: SeededGenerator
        private var signs: [UInt8] = []

        init(random: SeededGenerator) { self.random = random }

        mutating func message() -> [UInt8] {
            signs =
                Bool.random(using: &random)
                ? Array("|^~\\&".utf8) : Array(Array("!$%*+/:;<=>?@_{}|^~\\&".utf8).shuffled(using: &random).prefix(5))
            var output = Array("MSH".utf8) + [signs[0]] + signs[1...] + [signs[0]] + leaf() + [.carriageReturn]
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                output += ["PID", "OBX", "ZZ1", "NTE"].randomElement(using: &random)!.utf8
                let fields = parts(signs[0], most: 12) {
                    $0.parts($0.signs[2], most: 2) {
                        $0.parts($0.signs[1], most: 4) { $0.parts($0.signs[4], most: 3) { $0.leaf() } }
                    }
                }
                if !fields.isEmpty { output += [signs[0]] + fields }
                output.append(.carriageReturn)
            }
            return output
        }

        /// Parts of which the last is not empty; the first may be.
        mutating func parts(_ separator: UInt8, most: Int, _ make: (inout MessageMaker) -> [UInt8]) -> [UInt8] {
            var made = (0..<Int.random(in: 1...most, using: &random)).map { _ in
                Int.random(in: 0..<3, using: &random) == 0 ? [] : make(&self)
            }
            while made.last?.isEmpty == true { made.removeLast() }
            return Array(made.joined(separator: [separator]))
        }

        mutating func leaf() -> [UInt8] {
            var output: [UInt8] = []
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                switch Int.random(in: 0..<12, using: &random) {
                case 0: output += escape(["F", "S", "T", "R", "E", ".br", "X0D", "X01"].randomElement(using: &random)!)
                case 1: output += "é€😀".randomElement(using: &random)!.utf8
                default: output += "abcXYZ 0189\"'".randomElement(using: &random)!.utf8
                }
            }
            return output
        }

        private func escape(_ body: String) -> [UInt8] { [signs[3]] + body.utf8 + [signs[3]] }
    }
}

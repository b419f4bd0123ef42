import Testing
import Values

@testable import Formats

@Suite struct CSVStreamTests {
    private func rows(_ bytes: [UInt8], pieces: (inout SeededGenerator) -> Int, seed: UInt64) throws -> [Value] {
        var random = SeededGenerator(seed: seed)
        var reader = CSVReader()
        var rows: [Value] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieces(&random))
            reader.feed(Array(bytes[start..<end]))
            while let row = try reader.next() { rows.append(row) }
            start = end
        }
        reader.finish()
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    private static let text = "\u{FEFF}a,b\r\n1,\"x\r\n\"\"y\"\"\"\r\n\r\n\"\",é\r3,\"4\"\n5,6"

    @Test(arguments: 1...12)
    func piecesDoNotMatter(size: Int) throws {
        let bytes = Array(Self.text.utf8)
        let whole = try CSVFormat().decode(bytes).array
        #expect(whole?.count == 4)
        #expect(try rows(bytes, pieces: { _ in size }, seed: 0) == whole)
        #expect(try rows(bytes, pieces: { Int.random(in: 1...size, using: &$0) }, seed: UInt64(size)) == whole)
    }

    @Test func anythingWrittenReadsBack() throws {
        var random = SeededGenerator(seed: 7)
        let signs = ["a", "b", " ", ",", "\"", "\n", "\r", "\r\n", "é", "=", "\t", "\u{FEFF}"]
        for _ in 0..<500 {
            let width = Int.random(in: 1...4, using: &random)
            let rows: [Value] = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                .array(
                    (0..<width).map { _ in
                        .string(
                            (0..<Int.random(in: 0...5, using: &random)).map { _ in signs.randomElement(using: &random)!
                            }.joined())
                    })
            }
            var dialect = CSVDialect()
            dialect.hasHeader = false
            dialect.endsWithCarriageReturn = Bool.random(using: &random)
            dialect.trims = Bool.random(using: &random)
            dialect.quotesAll = Bool.random(using: &random)
            let format = CSVFormat(dialect)
            #expect(try format.decode(format.encode(.array(rows))) == .array(rows))
        }
    }

    @Test func linesAreCountedAcrossPieces() throws {
        var reader = CSVReader()
        reader.feed(Array("a,b\n1,\"x\ny\"\n".utf8))
        #expect(try reader.next() == ["a": "1", "b": "x\ny"])
        #expect(reader.header == ["a", "b"])
        #expect(reader.line == 2)
        reader.feed(Array("2,".utf8))
        #expect(try reader.next() == nil)
        reader.feed(Array("3\n4,5\"\n\n6\n".utf8))
        #expect(try reader.next() == ["a": "2", "b": "3"])
        #expect(reader.line == 4)
        #expect(try reader.next() == ["a": "4", "b": "5\""])
        #expect(junctionError { _ = try reader.next() }?.place?.line == 7)
    }

    @Test func aLongOpenRowIsBounded() throws {
        var dialect = CSVDialect()
        dialect.rowSizeMost = 1 << 20
        var reader = CSVReader(dialect)
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        reader.feed(Array("a\n\"".utf8))
        let error = junctionError {
            for _ in 0..<1000 {
                reader.feed(piece)
                _ = try reader.next()
            }
        }
        #expect(error?.code == .formatLimit)
        #expect(error?.place?.line == 2)
    }

    @Test func writerRefusesKeysThatAreNoColumn() throws {
        var writer = CSVWriter()
        #expect(try writer.write(["a": 1, "b": 2]) == Array("a,b\r\n1,2\r\n".utf8))
        #expect(try writer.write(["b": 2]) == Array(",2\r\n".utf8))
        #expect(junctionError { _ = try writer.write(["c": 2]) }?.place?.path == "row 3")
        var empty = CSVWriter(columns: ["x"])
        #expect(try empty.finish() == Array("x\r\n".utf8))
    }
}

import SecurityCore
import Testing

@Suite struct MessageSealTests {
    @Test func `A seal holds for its own text and key only`() {
        let seal = MessageSeal(key: [UInt8](repeating: 7, count: 32))
        let text = Array("position 5".utf8)
        let mark = seal.seal(text)
        #expect(mark.count == MessageSeal.length)
        #expect(seal.isSeal(mark, of: text))
        #expect(!seal.isSeal(mark, of: Array("position 6".utf8)))
        #expect(!seal.isSeal(Array(mark.dropLast()), of: text))
        #expect(!MessageSeal(key: [UInt8](repeating: 8, count: 32)).isSeal(mark, of: text))
    }

    @Test func `Parts of a fingerprint cannot run together`() {
        #expect(fingerprint([1, 2], [3]) != fingerprint([1], [2, 3]))
        #expect(fingerprint([1, 2], [3]) == fingerprint([1, 2], [3]))
    }

    /// RFC 4231 test case 2, cut to 128 bits.
    @Test func `The seal is HMAC-SHA-256`() {
        let seal = MessageSeal(key: Array("Jefe".utf8)).seal(Array("what do ya want for nothing?".utf8))
        let expected: [UInt8] = [
            0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7,
        ]
        #expect(seal == expected)
    }
}

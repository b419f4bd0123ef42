import Foundation
import Testing
import Values

@Suite struct Base64Tests {
    @Test func agreesWithFoundationAndComesBack() {
        var random = SeededGenerator(seed: 1)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Base64.encode(bytes)
            #expect(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(text) == bytes)
        }
    }

    @Test(arguments: ["a", "ab", "abc", "abc=d", "ab=c", "====", "a===", "ab==ab==", "YR==", "YWF=", "YW F=", "YWE\n"])
    func refuses(text: String) { #expect(Base64.decode(Array(text.utf8)) == nil) }
}

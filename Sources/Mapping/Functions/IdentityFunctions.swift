import Crypto
import Values

extension FunctionCatalogue {
    static let identityFunctions: [FieldFunctionMaker] = [
        FieldFunctionMaker("uuid5", "the same identifier for the same text: uuid5: namespace (a UUID, or any text)") {
            argument, _ in
            let namespace = NameBasedIdentifier.namespace(try text(argument, "uuid5"))
            return { value throws(FieldFailure) in
                .string(NameBasedIdentifier.version5(namespace: namespace, name: try value.mappedText()))
            }
        },
        .text("sha256", "the SHA-256 digest in hexadecimal") { text in
            hexadecimal(SHA256.hash(data: Array(text.utf8)))
        },
        .text("nhsNumber", "ten digits whose check digit holds, without spaces") { text throws(FieldFailure) in
            let digits = text.filter { !$0.isWhitespace && $0 != "-" }
            guard NHSNumber.isValid(digits) else { throw FieldFailure("is not a valid NHS number") }
            return digits
        },
        FieldFunctionMaker("nhsNumberValid", "whether it is a valid NHS number") { _, _ in
            { value throws(FieldFailure) in
                .bool(NHSNumber.isValid(try value.mappedText().filter { !$0.isWhitespace && $0 != "-" }))
            }
        },
    ]

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

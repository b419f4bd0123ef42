package import Values

/// How documents are kept as bytes: what this layer does not know.
package struct DocumentCoding: Sendable {
    package var encode: @Sendable (Value) throws -> [UInt8]
    package var decode: @Sendable ([UInt8]) throws -> Value

    package init(
        encode: @escaping @Sendable (Value) throws -> [UInt8], decode: @escaping @Sendable ([UInt8]) throws -> Value
    ) {
        self.encode = encode
        self.decode = decode
    }
}

import Values

extension NativeFunctions {
    static let integration: [NativeFunction] = []
}

package import Contract
package import Values

extension Object {
    /// The options of a format as a point file writes them.
    package init(options: NamedValues<OptionValue>) {
        self.init()
        for (name, value) in options {
            switch value {
            case .text(let text): self[name] = .string(text)
            case .integer(let number): self[name] = .integer(Int64(number))
            case .flag(let flag): self[name] = .bool(flag)
            }
        }
    }
}

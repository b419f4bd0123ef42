package import Values

/// Checks messages against a schema or a profile that was compiled once.
package protocol Validator: Sendable {
    /// What is wrong with the message; empty when nothing is.
    func validate(_ message: Value) -> [Finding]
}

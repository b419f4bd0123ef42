package import Values

/// Turns one message into another: a compiled mapping, or what stands in for one.
///
/// A transformation is compiled once and applied to many messages, from many threads at a time. It is deterministic: what
/// it needs beside the message (the time, identifiers, tables) is in the context.
package protocol Transformation: Sendable {
    /// Throws `JunctionError` when the message cannot be mapped as the definition demands
    /// (`mapping.required`, `mapping.failed`); anything less is a finding in the result.
    func apply(_ input: Value, _ context: MappingContext) throws -> MappingResult
}

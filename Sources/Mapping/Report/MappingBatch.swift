package import Formats
import Values

/// Maps messages given line by line, for suites: one line of NDJSON in, one line out.
///
/// In: `{"id", "data"}`. Out: `{"id", "result", "accounting": {"mapped", "ignored", "dropped"}, "findings"}`, or
/// `{"id", "error": {"code", "message", "remedy", "place"?}}`. Data that is text is a document in the mapping's source
/// format, unless that is JSON; other data is the message itself.
package struct MappingBatch: Sendable {
    private let mapping: CompiledMapping
    private let source: any Format
    private let context: @Sendable () -> MappingContext
    private let json = JSONFormat()

    package init(
        _ mapping: CompiledMapping, source: any Format, context: @escaping @Sendable () -> MappingContext
    ) {
        self.mapping = mapping
        self.source = source
        self.context = context
    }

    /// The answer to one line, without a line feed.
    package func answer(_ line: [UInt8]) -> [UInt8] {
        var answer: Object = ["id": .null]
        do {
            let request = try json.decode(line)
            answer["id"] = request["id"] ?? .null
            guard let data = request["data"] else {
                throw JunctionError(.malformed, "the line has no 'data'", remedy: #"Write {"id": …, "data": …}."#)
            }
            for member in try mapping.apply(message(data), context()).report { answer[member.key] = member.value }
            return try json.encode(.object(answer))
        } catch let error as JunctionError {
            answer["error"] = error.report
        } catch {
            answer["error"] = JunctionError(.mappingFailed, "the message could not be mapped").report
        }
        for key in ["result", "accounting", "findings"] { answer[key] = nil }
        return (try? json.encode(.object(answer))) ?? Array(#"{"id":null,"error":{"code":"batch.answer"}}"#.utf8)
    }

    private func message(_ data: Value) throws -> Value {
        guard case .string(let text) = data, !(source is JSONFormat) else { return data }
        return try source.decode(Array(text.utf8))
    }
}

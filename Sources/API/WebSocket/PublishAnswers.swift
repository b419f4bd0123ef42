import APIContract
import Formats
import NIOCore
import Values

/// Writes the answers to messages that publish, as text messages: what a publishing request is answered over HTTP, or that
/// as a CloudEvent, for clients that speak CloudEvents alone.
struct PublishAnswers: Sendable {
    enum Form: Sendable { case plain, cloudEvent }

    /// CloudEvents 1.0, WebSockets Protocol Binding, section 3.1.
    static let cloudEvents = "cloudevents.json"

    let form: Form
    let problems: ProblemWriter
    let route: String

    /// `number` is that of the message on its connection.
    func write(_ result: PublishResult, number: Int, into out: inout ByteBuffer) {
        write(Self.json(result), type: "junction.event.published", number, into: &out)
    }

    func write(_ error: JunctionError, id: String?, number: Int, into out: inout ByteBuffer) {
        var problem = problems.problem(of: error, method: "GET", route: route)
        problem.id = id
        problem.places = (problem.places ?? [ProblemPlace(message: error.message)]).map { place in
            var place = place
            place.position = ["message \(number)", place.position].compactMap(\.self).joined(separator: ", ")
            return place
        }
        write(Self.encode(problem), type: "junction.event.refused", number, into: &out)
    }

    private func write(_ data: [UInt8], type: String, _ number: Int, into out: inout ByteBuffer) {
        guard form == .cloudEvent else { return out.writeFrame(.text, data) }
        let head = #"{"specversion":"1.0","id":"\#(number)","source":"\#(route)","type":"\#(type)","data":"#
        out.writeFrameHead(.text, length: head.utf8.count + data.count + 1)
        out.writeString(head)
        out.writeBytes(data)
        out.writeString("}")
    }

    static func json(_ result: PublishResult) -> [UInt8] { result.warnings == nil ? quickly(result) : encode(result) }

    private static func encode(_ value: some WireType) -> [UInt8] {
        (try? JSONFormat().encode(ValueEncoder.encode(value))) ?? Array("{}".utf8)
    }

    /// The same as `encode`, without the values in between: this is written for every event.
    static func quickly(_ result: PublishResult) -> [UInt8] {
        var output = ByteOutput(capacity: 256)
        output.append(literal: "{\"id\":")
        output.append(quoting: result.id.utf8.span)
        output.append(literal: ",\"status\":")
        output.append(quoting: result.status.rawValue.utf8.span)
        if let stream = result.stream {
            output.append(literal: ",\"stream\":")
            output.append(quoting: stream.utf8.span)
        }
        if let sequence = result.sequence {
            output.append(literal: ",\"sequence\":")
            output.append(decimal: sequence)
        }
        if let position = result.position {
            output.append(literal: ",\"position\":")
            output.append(decimal: position)
        }
        output.append(literal: result.duplicate ? ",\"duplicate\":true}" : ",\"duplicate\":false}")
        return output.bytes
    }
}

import APIContract
import NIOCore
import Values

/// Events as they are appended, one in each text message. As over Server-Sent Events, nothing is queued for a client: it
/// reads on in the log at its own pace, one page in memory.
struct EventStreamSocket: Sendable {
    /// How soon the end of the connection is noticed, or of the server.
    private static let patience = Duration.seconds(15)

    let service: any EventsService
    let request: StreamRequest

    /// Until the client leaves (then it throws) or the server stops.
    @concurrent func send(from start: Int64, to socket: WebSocket) async throws {
        var position = start
        while !Task.isCancelled {
            let page = try await service.streamPage(request, after: position)
            position = page.position
            var frames = ByteBuffer()
            if let pruned = page.pruned { frames.writeFrame(.text, Array(gap(pruned).utf8)) }
            for event in page.events { frames.writeFrame(.text, event.json) }
            if frames.readableBytes > 0 { try await socket.send(frames) }
            if page.hasMore { continue }
            if case .stopping = await service.waitForEvents(after: position, atMost: Self.patience) { return }
        }
    }

    /// Tells of places that are no longer kept, in the form that events have.
    private func gap(_ places: ClosedRange<Int64>) -> String {
        let data = #"{"from":\#(places.lowerBound),"through":\#(places.upperBound)}"#
        guard request.form == .cloudevent else { return #"{"type":"junction.pruned","payload":\#(data)}"# }
        let name = "\(places.lowerBound)-\(places.upperBound)"
        return #"{"specversion":"1.0","id":"\#(name)","source":"/api/integration/events/stream","#
            + #""type":"junction.pruned","data":\#(data)}"#
    }

    /// The client has nothing to say here.
    final class Session: WebSocketSession {
        private var socket: WebSocketHandler?

        let takesMore = true
        let isIdle = true
        let held = 0
        func opened(_ socket: WebSocketHandler) { self.socket = socket }
        func received(_ bytes: [UInt8], isText: Bool) {
            socket?.end(WebSocketCloseCode.unsupportedData, "this address takes no messages")
        }
        func pause() {}
        func closed() { socket = nil }
    }
}

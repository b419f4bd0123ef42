import APIContract
import Formats
import NIOCore
import Values

/// Publishes what comes over a WebSocket, one event in each text message, and answers each message in its order: with what
/// a `202` says of the event, once it is durable, or with a problem.
///
/// What has come together is given to the log together, without a task of its own, and answered together. Beyond the
/// window nothing more is read, so that a client that is quicker than the disk is held up by its connection.
final class PublishSession: WebSocketSession {
    /// Messages of one connection under way at most, and their bytes.
    static let windowCount = 1024
    static let windowBytes = 8 << 20

    private enum Slot {
        /// By its place among the drafts.
        case draft(Int)
        case refused(JunctionError, id: String?)
    }

    /// What came together.
    private struct Group {
        var slots: [Slot] = []
        var drafts: [EventDraft] = []
        var bytes = 0
        /// Number of its first message on this connection, from 1.
        var first = 1
        /// Nil until they are there.
        var results: [Result<PublishResult, JunctionError>]?
    }

    private let service: any EventsService
    private let caller: Caller
    private let answers: PublishAnswers
    /// Until the connection is gone.
    private var socket: WebSocketHandler?
    private let loop: any EventLoop
    private var group = Group()
    /// Given to the log and not answered, by number, from `answered` on.
    private var underWay: [Int: Group] = [:]
    private var answered = 0
    private var submitted = 0
    private var count = 0
    private var messages = 0
    private(set) var held = 0

    init(_ service: any EventsService, by caller: Caller, answers: PublishAnswers, on loop: any EventLoop) {
        self.service = service
        self.caller = caller
        self.answers = answers
        self.loop = loop
    }

    var takesMore: Bool { count < Self.windowCount && held < Self.windowBytes }
    var isIdle: Bool { count == 0 }

    func opened(_ socket: WebSocketHandler) { self.socket = socket }
    func closed() { socket = nil }

    func received(_ bytes: [UInt8], isText: Bool) {
        guard isText else {
            socket?.end(WebSocketCloseCode.unsupportedData, "an event is a text message")
            return
        }
        messages += 1
        if group.slots.isEmpty { group.first = messages }
        count += 1
        held += bytes.count
        group.bytes += bytes.count
        group.slots.append(slot(of: bytes))
    }

    private func slot(of bytes: [UInt8]) -> Slot {
        var id: String?
        do {
            let value = try RequestJSON.read(bytes)
            id = value["id"]?.string
            group.drafts.append(try EventIntake.draft(either: value))
            return .draft(group.drafts.count - 1)
        } catch {
            let known = error as? JunctionError ?? JunctionError(.internalFault, "The event could not be read.")
            return .refused(known, id: id)
        }
    }

    func pause() {
        guard !group.slots.isEmpty else { return }
        let number = submitted
        let drafts = group.drafts
        underWay[number] = group
        group = Group()
        submitted += 1
        guard !drafts.isEmpty else { return finish(number, []) }
        let bound = NIOLoopBound(self, eventLoop: loop)
        service.publishEach(drafts, by: caller) { [loop] results in
            loop.execute { bound.value.finish(number, results) }
        }
    }

    private func finish(_ number: Int, _ results: [Result<PublishResult, JunctionError>]) {
        underWay[number]?.results = results
        guard number == answered else { return }
        socket?.send { out in
            while let group = underWay[answered], let results = group.results {
                answer(group, results, into: &out)
                underWay[answered] = nil
                answered += 1
                count -= group.slots.count
                held -= group.bytes
            }
        }
        socket?.resume()
    }

    private func answer(
        _ group: Group, _ results: [Result<PublishResult, JunctionError>], into out: inout ByteBuffer
    ) {
        for (index, slot) in group.slots.enumerated() {
            switch slot {
            case .refused(let error, let id): answers.write(error, id: id, number: group.first + index, into: &out)
            case .draft(let place):
                switch results[place] {
                case .success(let result): answers.write(result, number: group.first + index, into: &out)
                case .failure(let error):
                    answers.write(error, id: group.drafts[place].id, number: group.first + index, into: &out)
                }
            }
        }
    }
}

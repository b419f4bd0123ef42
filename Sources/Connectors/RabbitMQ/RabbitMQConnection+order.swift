import CLibRabbitMQ
import Values

/// What keeps the order of a queue from which several nodes would take.
enum QueueOrder: Equatable {
    /// A consumer that is alone with the queue: classic queues let nobody else in.
    case exclusiveConsumer
    /// The broker gives to one consumer at a time (`x-single-active-consumer`), and lets none be alone with the queue.
    case singleActiveConsumer
    /// Nothing: a quorum queue without that argument takes any number of exclusive consumers.
    case nothing
    /// Why it could not be found out.
    case unknown(String)
}

extension RabbitMQConnection {
    /// A queue has so many arguments at most, or is not asked any further.
    private static let argumentsMost = 16
    private static let singleActive = "x-single-active-consumer"
    private static let type = "x-queue-type"

    /// Finds out what keeps a queue's order. To be asked before the channel is used: it is opened anew for each answer.
    ///
    /// AMQP 0-9-1 has no question for a queue's arguments. The broker names the first one that differs when a queue is
    /// declared that is there already, so that it is declared with what has been learnt until nothing differs; without the
    /// right to configure the queue, nothing is learnt. Nothing is made: the queue is there, or this throws.
    func order(of queue: String) throws(RabbitMQFailure) -> QueueOrder {
        try unsafe check(declare(queue, [:], isPassive: true), "the queue cannot be taken from")
        // Off is never what the queue says of itself, so that this one is always named in the end.
        var known: [String: QueueArgument] = [Self.singleActive: .flag(false)]
        for _ in 0..<Self.argumentsMost {
            let reply = unsafe declare(queue, known, isPassive: false)
            guard unsafe reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION else {
                try unsafe check(reply, "the broker does not say what the queue is")
                return [nil, .text("classic")].contains(known[Self.type]) ? .exclusiveConsumer : .nothing
            }
            guard unsafe reply.reply.id == Method.channelClose else {
                throw unsafe Self.closed(reply.reply, "the broker hung up")
            }
            let words = unsafe Self.closed(reply.reply, "").reason
            try openAgain()
            guard let difference = QueueDifference(words) else { return .unknown(String(words.dropFirst(2))) }
            switch (difference.name, difference.current) {
            case (Self.singleActive, .flag(true)?): return .singleActiveConsumer
            case (Self.type, let type?): known[Self.type] = type
            case (let name, let current): known[name] = current
            }
        }
        return .unknown("the queue has too many arguments")
    }

    private func openAgain() throws(RabbitMQFailure) {
        var closed = amqp_channel_close_ok_t()
        _ = unsafe amqp_send_method(state, Self.channel, amqp_method_number_t(AMQP_CHANNEL_CLOSE_OK_METHOD), &closed)
        _ = unsafe amqp_channel_open(state, Self.channel)
        try unsafe check(amqp_get_rpc_reply(state), "the broker opens no channel")
    }

    private func declare(
        _ queue: String, _ arguments: [String: QueueArgument], isPassive: Bool
    ) -> amqp_rpc_reply_t {
        var texts: [UInt8] = []
        func place(_ text: String) -> Range<Int> {
            let start = texts.count
            texts.append(contentsOf: text.utf8)
            return start..<texts.count
        }
        let name = place(queue)
        let places = arguments.map { argument in
            let text: String = if case .text(let text) = argument.value { text } else { "" }
            return (key: place(argument.key), value: argument.value, text: place(text))
        }
        unsafe texts.withUnsafeMutableBytes { texts in
            func bytes(_ place: Range<Int>) -> amqp_bytes_t {
                unsafe amqp_bytes_t(len: place.count, bytes: texts.baseAddress.map { unsafe $0 + place.lowerBound })
            }
            var entries = unsafe places.map { argument in
                unsafe amqp_table_entry_t(key: bytes(argument.key), value: argument.value.field(bytes(argument.text)))
            }
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                let table = unsafe amqp_table_t(num_entries: Int32(entries.count), entries: entries.baseAddress)
                _ = unsafe amqp_queue_declare(
                    state, Self.channel, bytes(name), isPassive ? 1 : 0, 1, 0, 0, table)
            }
        }
        return unsafe amqp_get_rpc_reply(state)
    }
}

/// The value of a queue's argument.
enum QueueArgument: Equatable {
    case flag(Bool)
    case number(Int64)
    case text(String)

    fileprivate func field(_ bytes: amqp_bytes_t) -> amqp_field_value_t {
        var field = unsafe amqp_field_value_t()
        switch self {
        case .flag(let flag):
            unsafe field.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
            unsafe field.value.boolean = flag ? 1 : 0
        case .number(let number):
            unsafe field.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
            unsafe field.value.i64 = number
        case .text:
            unsafe field.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
            unsafe field.value.bytes = bytes
        }
        return unsafe field
    }
}

/// What RabbitMQ says of a declaration that differs from the queue that is there: "inequivalent arg 'x-queue-type' for queue 'q'
/// in vhost '/': received none but current is the value 'quorum' of type 'longstr'".
struct QueueDifference: Equatable {
    var name: String
    /// Nil when the queue does not have the argument.
    var current: QueueArgument?

    /// Nil for anything else, and for what cannot be said back.
    init?(_ words: String) {
        guard let argument = words.firstRange(of: "inequivalent arg '"),
            let last = words.ranges(of: " but current is ").last,
            let name = words[argument.upperBound...].split(separator: "'", maxSplits: 1).first,
            name.hasPrefix("x-")
        else { return nil }
        self.name = String(name)
        let rest = words[last.upperBound...]
        guard !rest.hasPrefix("none") else { return }
        // 'quorum', or the value 'quorum' of type 'longstr' where the other one has no such argument or one of another type.
        let parts = rest.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return nil }
        let (text, type) = (String(parts[1]), parts.count >= 5 ? String(parts[3]) : "")
        switch (Int64(text), text) {
        case (_, "true"), (_, "false"): current = .flag(text == "true")
        case (let number?, _) where type != "longstr": current = .number(number)
        default: current = .text(text)
        }
    }
}

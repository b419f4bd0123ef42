/// Messages that were published on one channel and are not confirmed yet. Pure.
///
/// The broker counts what is published from 1, and confirms a number, or all up to one (RabbitMQ, publisher confirms). A
/// message that reached no queue is returned before it is confirmed, and known by its message id only.
struct ConfirmWindow: Sendable {
    struct Entry: Sendable {
        var token: UInt64
        var messageID: String
        /// What the broker said when it gave the message back.
        var returned: String?
    }

    private var entries: [UInt64: Entry] = [:]
    private var newest: UInt64 = 0
    private var oldest: UInt64 = 1

    var count: Int { entries.count }

    /// The next message has been published.
    mutating func published(_ token: UInt64, messageID: String) {
        newest += 1
        entries[newest] = Entry(token: token, messageID: messageID)
    }

    /// The broker gave a message back.
    mutating func returned(messageID: String, because reason: String) {
        let tag = entries.filter { $0.value.messageID == messageID && $0.value.returned == nil }.keys.min()
        if let tag { entries[tag]?.returned = reason }
    }

    /// Takes out what a confirmation is for, oldest first; nothing for a number that is not known.
    mutating func settle(_ tag: UInt64, multiple: Bool) -> [Entry] {
        var settled: [Entry] = []
        if multiple {
            // Zero means all (AMQP 0-9-1, basic.ack).
            let last = tag == 0 ? newest : min(tag, newest)
            while oldest <= last {
                if let entry = entries.removeValue(forKey: oldest) { settled.append(entry) }
                oldest += 1
            }
        } else if let entry = entries.removeValue(forKey: tag) {
            settled.append(entry)
        }
        return settled
    }

    /// Takes everything out: the connection is lost. The next channel counts from 1.
    mutating func removeAll() -> [Entry] {
        let left = entries.sorted { $0.key < $1.key }.map(\.value)
        self = ConfirmWindow()
        return left
    }
}

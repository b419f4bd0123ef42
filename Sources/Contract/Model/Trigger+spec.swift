import Values

extension Trigger {
    static let spec = Spec<Trigger>.variants([
        Variant("receive", is: "mllp", onMllp), Variant("receive", is: "http", onHttp),
        Variant("receive", is: "rabbitmq", onRabbitMQ), Variant("schedule", onSchedule), Variant("event", onEvent),
    ])

    private static let onMllp = Spec<Trigger>.object(
        "receiveMLLP", "Listens for HL7 v2 messages in MLLP frames.",
        Key("receive", word("mllp", "HL7 v2 in MLLP frames over TCP."), "What is listened for."),
        Key("port", .integer(0...65535), "The TCP port; 0 takes a free one.", example: "2575"),
        Key(
            "host", .text(TextShape("an address to listen on", examples: ["127.0.0.1", "0.0.0.0"])),
            default: "127.0.0.1",
            written: "127.0.0.1", "The address listened on. The default lets nobody in from other machines."),
        Key(
            optional: "tls", listenerTLS,
            "Secures the connections, TLS 1.2 or 1.3; without it messages come in the clear."),
        make: { Trigger.mllp(MLLPListener(port: $1, host: $2, tls: $3)) })

    private static let listenerTLS = Spec<ListenerTLS>.object(
        "listenerTLS",
        "Who the listener is, by certificate. The files are looked at every 10 seconds, so that they can be renewed while the server runs.",
        Key(
            "certificate", .text(.pemFile),
            "A PEM file with the listener's certificate, then those between it and its authority."),
        Key("key", .text(.pemFile), "A PEM file with its private key, without a passphrase."),
        Key(
            optional: "clientAuthority", .text(.pemFile),
            "A PEM file of authorities: senders must show a certificate that one of them has signed."),
        make: ListenerTLS.init)

    private static let onHttp = Spec<Trigger>.object(
        "receiveHTTP", "Takes messages at POST /api/integration/integrations/{id}/messages.",
        Key("receive", word("http", "A POST to this point's messages."), "What is listened for."),
        make: { _ in Trigger.http })

    private static let onRabbitMQ = Spec<Trigger>.object(
        "receiveRabbitMQ",
        "Takes the messages of a queue; each is acknowledged once the log has it on disk. Nodes of one store take from it side by side, or with 'orderBy' one at a time.",
        Key("receive", word("rabbitmq", "Messages of a queue of RabbitMQ."), "What is listened for."),
        Key("system", .text(.identifier), "The broker: a system of the folder systems/.", example: "ward-broker"),
        Key("queue", .text(.sentence), "The queue, which must be there.", example: "lab-results"),
        Key(
            "prefetch", .integer(1...10_000), default: 200, written: "200",
            "Most messages that the broker gives before they are acknowledged."),
        Key(
            "refused",
            .choice([
                "deadLetter": (
                    .deadLetter, "The queue's dead-letter exchange gets it; without one, the broker drops it."
                ), "discard": (.discard, "It is acknowledged, and only the log's record of the refusal remains."),
            ]), default: .deadLetter, written: "deadLetter",
            "What becomes of a message that the point refuses; why is in the log either way."),
        make: { Trigger.rabbitmq(QueueSource(system: $1, queue: $2, prefetch: $3, refused: $4)) })

    private static let onSchedule = Spec<Trigger>.variants([
        Variant(
            "read",
            .object(
                "scheduledRead", "Reads files at set times.", cron, timeZone, missedRuns,
                Key("read", FileSource.spec, "The files to take in."),
                make: { .schedule(Schedule(cron: $0, timeZone: $1, missedRuns: $2, source: .read($3))) })),
        Variant(
            "call",
            .object(
                "scheduledCall", "Calls a system at set times.", cron, timeZone, missedRuns,
                Key("call", OperationCall.spec, "The operation whose answer is taken in."),
                make: { .schedule(Schedule(cron: $0, timeZone: $1, missedRuns: $2, source: .call($3))) })),
    ])

    private static let onEvent = Spec<Trigger>.object(
        "onEvent", "Takes up events published on the log.",
        Key("event", filter, "Which events.", example: "{ type: incident.reported }"), make: { Trigger.event($0) })

    private static let filter = Spec<EventFilter>.object(
        "eventFilter", "Which events are taken up.",
        Key("type", .text(.eventType), "The type of the events."),
        Key(optional: "source", .text(.sentence), "Only those from this source."), make: EventFilter.init)

    private static let cron = Key(
        "schedule", Spec<String>.text(.cron) { CronText.isValid($0) ? $0 : nil },
        "When: minute, hour, day of month, month, day of week, as in crontab.")
    private static let timeZone = Key("timeZone", Spec<String>.timeZone, "Whose clock the schedule goes by.")
    private static let missedRuns = Key(
        "missedRuns",
        Spec<Schedule.MissedRuns>.choice([
            "skip": (.skip, "They are forgotten."), "once": (.once, "One run makes up for all."),
            "all": (.all, "Each is made up for, oldest first."),
        ]), default: .once, written: "once", "What becomes of runs that came due while the server was down.")

    private static func word(_ word: String, _ meaning: String) -> Spec<String> {
        .choice([word: (word, meaning)])
    }
}

/// The syntax of crontab(5): enough to say where a schedule is wrong; when it is due is decided where it runs.
enum CronText {
    private static let fields: [(range: ClosedRange<Int>, names: [String])] = [
        (0...59, []), (0...23, []), (1...31, []),
        (1...12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        (0...7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ]

    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("@") { return true }
        let parts = text.split(separator: " ")
        return parts.count == fields.count && zip(parts, fields).allSatisfy { isField($0, $1.range, $1.names) }
    }

    private static func isField(_ text: Substring, _ range: ClosedRange<Int>, _ names: [String]) -> Bool {
        text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, halves.count == 1 || Int(halves[1]).map({ $0 > 0 }) == true else { return false }
            if halves[0] == "*" { return true }
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
                .map { end in Int(end) ?? names.firstIndex(of: end.uppercased()).map { $0 + range.lowerBound } }
            guard let first = ends[0], range.contains(first), ends.count <= 2 else { return false }
            guard ends.count == 2 else { return true }
            return ends[1].map { range.contains($0) && $0 >= first } ?? false
        }
    }
}

import Values

/// What sets the flow in motion.
package enum Trigger: Sendable, Equatable {
    case mllp(MLLPListener)
    /// `POST /api/integration/integrations/{id}/messages`.
    case http
    case rabbitmq(QueueSource)
    case schedule(Schedule)
    case event(EventFilter)

    package struct MLLPListener: Sendable, Equatable {
        package var port: Int
        package var host: String
        /// Nil: in the clear.
        package var tls: ListenerTLS?
    }

    /// How a listener is secured: PEM files, relative to the workspace unless they begin with a slash.
    package struct ListenerTLS: Sendable, Equatable {
        package var certificate: String
        package var key: String
        /// Whose certificates senders must show; nil: they need none.
        package var clientAuthority: String?
    }

    /// A queue of a broker.
    package struct QueueSource: Sendable, Equatable {
        /// What becomes of a message that the point refuses.
        package enum Refusal: String, Sendable, CaseIterable { case deadLetter, discard }

        package var system: String
        package var queue: String
        /// Messages that the broker gives before they are acknowledged.
        package var prefetch: Int
        package var refused: Refusal
    }

    package struct Schedule: Sendable, Equatable {
        /// What a schedule does about runs that came due while the server was down.
        package enum MissedRuns: String, Sendable, CaseIterable { case skip, once, all }

        /// Five fields of crontab(5), or a shorthand such as `@daily`.
        package var cron: String
        /// A name of the IANA database.
        package var timeZone: String
        package var missedRuns: MissedRuns
        package var source: ScheduledSource
    }

    package struct EventFilter: Sendable, Equatable {
        package var type: String
        package var source: String?
    }
}

/// What a scheduled run takes in.
package enum ScheduledSource: Sendable, Equatable {
    case read(FileSource)
    case call(OperationCall)
}

/// Files of a folder, each of them one message.
package struct FileSource: Sendable, Equatable {
    /// Relative to the workspace unless it begins with a slash; the last part may have `*` and `?`.
    package var files: String
    /// Where a file goes once its message is durable; nil leaves it, and its content is taken in only once.
    package var archive: String?

    static let spec = Spec<FileSource>.object(
        "fileSource", "Files of a folder, each of them one message in the format of communication.in.",
        Key(
            "files", .text(.files),
            "Which files: a folder of the workspace (or of the machine, with a slash at the front) and a name with '*'."
        ),
        Key(
            optional: "archive", .text(.folder),
            "Where a file is moved once it has been taken in; without it, it stays and is remembered."),
        make: FileSource.init)
}

/// One operation of a system, with its parameters.
package struct OperationCall: Sendable, Equatable {
    package var system: String
    package var operation: String
    package var parameters: NamedValues<String>

    static let spec = Spec<OperationCall>.object(
        "operationCall", "One operation of a system; its answer is the message.",
        Key("system", .text(.identifier), "A system of the folder systems/."),
        Key("operation", .text(.name), "One of that system's operations."),
        Key(
            "parameters", .map(to: .text(.sentence)), default: NamedValues(), written: "{}",
            "Values for the names in the operation's path."),
        make: OperationCall.init)
}

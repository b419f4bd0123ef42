import API
import Events
import Formats
import Logging
import Synchronization
import Values

/// Answers to requests that carried an `Idempotency-Key`, in the store's documents: on disk before they are given, so that
/// a repetition gets the first answer after a restart too.
///
/// A request whose process dies before its answer is kept is served again when it is repeated, as it is when two nodes are sent it
/// at once. It makes nothing twice all the same: what it makes is named after it (`Caller.request`), and found. What has a name
/// of its own is refused the second time. Answers with a secret in them are kept in memory only.
final class DocumentIdempotencyStore: IdempotencyStore {
    struct Limits: Sendable {
        /// How long an answer is repeated.
        var retention = Duration.seconds(86_400)
        /// Beyond either, the oldest answers are removed before their time.
        var answers = 100_000
        var bytes: Int64 = 64 << 20
        /// Answers in memory; likewise.
        var secrets = 100
        /// How often expired answers are looked for.
        var sweepEvery = Duration.seconds(600)
        /// After so many new answers it is looked at once.
        var sweepAfter = 1000
    }

    private struct State {
        /// Requests that are being worked on, by what they ask for.
        var underWay: [IdempotencyKey: [UInt8]] = [:]
        /// Answers that may not be written, oldest first.
        var secrets: [(key: IdempotencyKey, kept: KeptAnswer)] = []
        var sinceSweep = 0
    }

    static let kind = "idempotency"

    private let documents: any DocumentStore
    private let limits: Limits
    private let time: TimeSource
    private let logger: Logger
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(_ documents: any DocumentStore, limits: Limits = Limits(), time: TimeSource, logger: Logger) {
        self.documents = documents
        self.limits = limits
        self.time = time
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    func begin(
        _ key: IdempotencyKey, fingerprint: [UInt8], at now: Instant
    ) async throws -> IdempotencyDecision {
        let first = state.withLock { state -> [UInt8]? in
            if let first = state.underWay[key] { return first }
            state.underWay[key] = fingerprint
            return nil
        }
        if let first { return first == fingerprint ? .busy : .conflict }
        do {
            guard let kept = try await kept(key), now - kept.at < limits.retention else { return .proceed }
            await abandon(key)
            return kept.fingerprint == fingerprint ? .replay(kept.answer) : .conflict
        } catch {
            await abandon(key)
            throw error
        }
    }

    /// Throws when the answer cannot be kept; the key is free again then.
    func finish(_ key: IdempotencyKey, _ answer: StoredAnswer, at now: Instant) async throws {
        CrashPoint.beforeAnswerKept.reach()
        let fingerprint = state.withLock { $0.underWay.removeValue(forKey: key) } ?? []
        let kept = KeptAnswer(fingerprint: fingerprint, answer: answer, at: now)
        if answer.isSecret { return remember(kept, key) }
        let content = try kept.content
        // Nothing that makes or changes a single thing answers at such length.
        guard content.count <= DocumentLimits.bytes else { return }
        try await documents.putDocument(kind: Self.kind, id: Self.id(key), content: content)
        let isDue = state.withLock { state in
            state.sinceSweep += 1
            return state.sinceSweep == limits.sweepAfter
        }
        if isDue { wake.yield() }
    }

    func abandon(_ key: IdempotencyKey) async { state.withLock { _ = $0.underWay.removeValue(forKey: key) } }

    private static func id(_ key: IdempotencyKey) -> String { "\(key.callerID)/\(key.text)" }

    private func remember(_ kept: KeptAnswer, _ key: IdempotencyKey) {
        state.withLock { state in
            state.secrets.append((key, kept))
            if state.secrets.count > limits.secrets { state.secrets.removeFirst() }
        }
    }

    private func kept(_ key: IdempotencyKey) async throws -> KeptAnswer? {
        if let secret = state.withLock({ $0.secrets.last { $0.key == key }?.kept }) { return secret }
        return try await documents.document(kind: Self.kind, id: Self.id(key)).flatMap { KeptAnswer($0.content) }
    }

    // MARK: - Forgetting

    /// Removes what has had its time, and the oldest of what is too much, until the task is cancelled.
    func run() async {
        let timer = Task { [time, limits, wake] in
            while !Task.isCancelled {
                wake.yield()
                do { try await time.sleep(limits.sweepEvery) } catch { return }
            }
        }
        await withTaskCancellationHandler {
            for await _ in wakes {
                do { try await sweep(at: time.now()) } catch {
                    logger.warning("old answers could not be removed", metadata: ["error": "\(error)"])
                }
            }
        } onCancel: {
            timer.cancel()
            wake.finish()
        }
    }

    private struct Place {
        var id: String
        var at: Instant
        var bytes: Int
    }

    func sweep(at now: Instant) async throws {
        state.withLock { state in
            state.sinceSweep = 0
            state.secrets.removeAll { now - $0.kept.at >= limits.retention }
        }
        var places: [Place] = []
        var after: String?
        repeat {
            let page = try await documents.documents(kind: Self.kind, after: after, limit: Self.sweepPage)
            places += page.map { Place(id: $0.id, at: $0.updatedAt, bytes: $0.content.count) }
            after = page.count == Self.sweepPage ? page.last?.id : nil
        } while after != nil
        places.sort { $0.at > $1.at }
        var count = 0
        var bytes: Int64 = 0
        for place in places {
            count += 1
            bytes += Int64(place.bytes)
            let isKept = now - place.at < limits.retention && count <= limits.answers && bytes <= limits.bytes
            if !isKept { try await documents.removeDocument(kind: Self.kind, id: place.id) }
        }
    }

    /// Answers are small, but not all are; few enough of them are in memory at once.
    private static let sweepPage = 100
}

/// An answer as it is kept.
private struct KeptAnswer {
    var fingerprint: [UInt8]
    var answer: StoredAnswer
    var at: Instant

    init(fingerprint: [UInt8], answer: StoredAnswer, at: Instant) {
        self.fingerprint = fingerprint
        self.answer = answer
        self.at = at
    }

    /// Nil for what cannot be read: then the request is new.
    init?(_ content: [UInt8]) {
        guard let value = try? JSONFormat().decode(content), let status = value["status"]?.integer,
            let at = value["at"]?.integer, let fingerprint = Self.bytes(value["fingerprint"]),
            let body = Self.bytes(value["body"])
        else { return nil }
        self.init(
            fingerprint: fingerprint,
            answer: StoredAnswer(
                status: Int(status), mediaType: value["mediaType"]?.string, location: value["location"]?.string,
                body: body),
            at: Instant(microseconds: at))
    }

    var content: [UInt8] {
        get throws {
            var value: Object = [
                "status": .integer(Int64(answer.status)), "at": .integer(at.microseconds),
                "fingerprint": .string(Base64.text(of: fingerprint)),
                "body": .string(Base64.text(of: answer.body)),
            ]
            value["mediaType"] = answer.mediaType.map { .string($0) }
            value["location"] = answer.location.map { .string($0) }
            return try JSONFormat().encode(.object(value))
        }
    }

    private static func bytes(_ value: Value?) -> [UInt8]? { value?.string.flatMap { Base64.decode(Array($0.utf8)) } }
}

import APIContract
import Hummingbird
import NIOCore
import Values

/// Publishes lines while they come: what one part of the body has is committed together, and only then the next part is read,
/// so that a sender who is quicker than the disk is held up by its connection and memory stays bounded.
struct EventLines {
    /// Longest line taken.
    static let lineBytesMost = 4 << 20
    /// Lines committed together at most.
    static let groupMost = 500
    /// Requests read so at once; more are told to come again.
    static let requestsMost = 32
    /// Events up to which each has its result in the answer.
    static let resultsMost = 1000

    private let service: any EventsService
    private let caller: Caller
    private var cutter = LineCutter(lineBytesMost: lineBytesMost)
    private var group: [(draft: EventDraft, line: Int)] = []
    /// The line being looked at, from 1.
    private var line = 0
    private var taken = PublishedLines(lines: 0, published: 0, duplicates: 0, results: [])

    init(_ service: any EventsService, by caller: Caller) {
        self.service = service
        self.caller = caller
    }

    /// Throws what is wrong with one line, with what was published before it (`PartlyPublished`).
    mutating func publish(_ body: RequestBody) async throws -> PublishedLines {
        for try await part in body {
            cutter.append(part)
            while let bytes = try await nextLine() { try await take(bytes) }
            try await commit()
        }
        let rest = cutter.rest()
        if !rest.isEmpty {
            line += 1
            try await take(rest)
            try await commit()
        }
        taken.lines = line
        return taken
    }

    private mutating func nextLine() async throws -> [UInt8]? {
        do {
            guard let bytes = try cutter.next() else { return nil }
            line += 1
            return bytes
        } catch let error as JunctionError {
            try await commit()
            throw failure(error, line: line + 1)
        }
    }

    private mutating func take(_ bytes: [UInt8]) async throws {
        if EventIntake.isBlank(bytes) { return }
        do { group.append((try EventIntake.draft(line: bytes), line)) } catch let error as JunctionError {
            try await commit()
            throw failure(error, line: line)
        }
        if group.count >= Self.groupMost { try await commit() }
    }

    private mutating func commit() async throws {
        let group = group
        self.group = []
        guard let first = group.first else { return }
        do { note(try await service.publish(group.map(\.draft), by: caller), through: line) } catch {
            guard let error = error as? JunctionError else { throw error }
            if let conflict = error.cause as? ConflictingEvents, let index = conflict.indices.first {
                taken.published += group.count - conflict.indices.count
                taken.lines = group.last?.line ?? line
                taken.results = nil
                throw failure(error, line: group[index].line)
            }
            // Nothing of the group was published: one after the other, up to the one that is refused.
            guard group.count > 1, error.code.class == .reject else { throw failure(error, line: first.line) }
            for one in group { try await commitOne(one.draft, one.line) }
        }
    }

    private mutating func commitOne(_ draft: EventDraft, _ line: Int) async throws {
        do { note(try await service.publish([draft], by: caller), through: line) } catch let error as JunctionError {
            throw failure(error, line: line)
        }
    }

    private mutating func note(_ results: [PublishResult], through line: Int) {
        let repeated = results.count { $0.duplicate }
        taken.lines = line
        taken.duplicates += repeated
        taken.published += results.count - repeated
        let known = taken.results?.count ?? .max
        taken.results =
            known > Self.resultsMost - min(results.count, Self.resultsMost) ? nil : (taken.results ?? []) + results
    }

    private func failure(_ error: JunctionError, line: Int) -> JunctionError {
        var taken = taken
        taken.results = nil
        if !(error.cause is ConflictingEvents) { taken.lines = line - 1 }
        let found = (error.cause as? LocatedFindings)?.places ?? [EventIntake.place(of: error, line: line)]
        let places = found.map { place in
            var place = place
            place.position = "line \(line)"
            return place
        }
        let before =
            error.cause is ConflictingEvents
            ? "all other lines up to line \(taken.lines) were published" : "all lines before it were published"
        return JunctionError(
            error.code, "Line \(line) was not published, \(before), and none after that: \(error.message)",
            remedy: error.remedy, cause: PartlyPublished(taken: taken, places: places, cause: error.cause))
    }
}

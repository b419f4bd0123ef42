package import Values

// As it is kept.
extension SagaInstance {
    package var value: Value {
        var object: Object = [
            "saga": .string(saga), "key": .string(key), "version": .integer(version), "origin": .integer(origin),
            "correlation": .string(correlationID), "last": .string(lastEventID), "status": .string(status.rawValue),
            "startedAt": .integer(startedAt.microseconds), "changedAt": .integer(changedAt.microseconds),
            "deadline": .integer(deadline.microseconds), "strands": .array(strands.map(\.value)), "state": state,
            "events": .object(events), "results": .object(results), "done": Self.value(done),
            "undoing": Self.value(undoing), "stuck": Self.value(stuck), "undone": .integer(Int64(undoneCount)),
            "issued": .integer(issued), "seen": .array(seen.map { .string($0) }),
            "history": .array(history.map(\.value)), "forgotten": .integer(Int64(forgottenCount)),
        ]
        object["endedAt"] = endedAt.map { .integer($0.microseconds) }
        object["awaits"] = awaits.map { .string($0) }
        object["reason"] = reason.map { .string($0) }
        return .object(object)
    }

    private static func value(_ done: [Done]) -> Value {
        .array(done.map { ["step": .string($0.step), "by": .string($0.compensation)] })
    }

    private static func done(_ value: Value?) -> [Done] {
        (value?.array ?? []).compactMap { item in
            guard let step = item["step"]?.string, let by = item["by"]?.string else { return nil }
            return Done(step: step, compensation: by)
        }
    }

    /// Throws `internalFault` for what no version of this has written.
    package init(value: Value) throws(JunctionError) {
        func time(_ name: String) -> Instant? { value[name]?.integer.map { Instant(microseconds: $0) } }
        guard let saga = value["saga"]?.string, let key = value["key"]?.string, let version = value["version"]?.integer,
            let origin = value["origin"]?.integer, let status = value["status"]?.string.flatMap(Status.init),
            let startedAt = time("startedAt"), let deadline = time("deadline"),
            let strands = value["strands"]?.array?.map({ Strand(value: $0) }), !strands.contains(nil)
        else { throw JunctionError(.internalFault, "a stored instance of a saga cannot be read") }
        self.init(
            saga: saga, key: key, version: version, origin: origin, correlationID: value["correlation"]?.string ?? "",
            lastEventID: value["last"]?.string ?? "", startedAt: startedAt, changedAt: time("changedAt") ?? startedAt,
            deadline: deadline, state: value["state"] ?? .null, events: value["events"]?.object ?? Object())
        self.status = status
        self.strands = strands.compactMap(\.self)
        endedAt = time("endedAt")
        awaits = value["awaits"]?.string
        results = value["results"]?.object ?? Object()
        done = Self.done(value["done"])
        undoing = Self.done(value["undoing"])
        stuck = Self.done(value["stuck"])
        undoneCount = Int(value["undone"]?.integer ?? 0)
        reason = value["reason"]?.string
        issued = value["issued"]?.integer ?? 0
        seen = value["seen"]?.array?.compactMap(\.string) ?? []
        history = value["history"]?.array?.compactMap { SagaRecord(value: $0) } ?? []
        forgottenCount = Int(value["forgotten"]?.integer ?? 0)
    }
}

extension SagaInstance.Strand {
    fileprivate var value: Value {
        var object: Object = ["course": .integer(Int64(course)), "position": .integer(Int64(position))]
        object["waitsUntil"] = waitsUntil.map { .integer($0.microseconds) }
        object["awaits"] = awaits.map { .string($0) }
        for (name, flag) in [("branched", hasBranched), ("ending", isEnding), ("failed", hasFailed)] where flag {
            object[name] = true
        }
        return .object(object)
    }

    fileprivate init?(value: Value) {
        guard let course = value["course"]?.integer, let position = value["position"]?.integer, course >= 0,
            position >= 0
        else { return nil }
        self.init(
            course: Int(course), position: Int(position),
            waitsUntil: value["waitsUntil"]?.integer.map { Instant(microseconds: $0) },
            awaits: value["awaits"]?.string, hasBranched: value["branched"] == true,
            isEnding: value["ending"] == true, hasFailed: value["failed"] == true)
    }
}

extension SagaRecord {
    fileprivate var value: Value {
        var object: Object = ["at": .integer(at.microseconds), "what": .string(what.rawValue)]
        for case (let name, let text?) in [("step", step), ("event", event), ("detail", detail), ("by", by)] {
            object[name] = .string(text)
        }
        return .object(object)
    }

    fileprivate init?(value: Value) {
        guard let at = value["at"]?.integer, let what = value["what"]?.string.flatMap(What.init) else { return nil }
        self.init(
            at: Instant(microseconds: at), what: what, step: value["step"]?.string, event: value["event"]?.string,
            detail: value["detail"]?.string, by: value["by"]?.string)
    }
}

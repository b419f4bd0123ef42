package import Values

extension MappingResult {
    /// The result as programs read it: `{"result", "accounting": {"mapped", "ignored", "dropped"}, "findings"}`.
    package var report: Object {
        ["result": value, "accounting": accounting.report, "findings": .array(findings.map(\.report))]
    }
}

extension FieldAccounting {
    package var report: Value {
        let listing = listing
        return [
            "mapped": .array(listing.mapped.map(Value.string)),
            "ignored": .array(listing.ignored.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
            "dropped": .array(listing.dropped.map(Value.string)),
        ]
    }
}

extension Finding {
    package var report: Value {
        var object: Object = [
            "severity": .string(severity.rawValue), "code": .string(code), "message": .string(message),
        ]
        if let path = place.path { object["path"] = .string(path) }
        return .object(object)
    }
}

extension JunctionError {
    /// `{"code", "message", "remedy", "place"?}`
    package var report: Value {
        var object: Object = ["code": .string(code.name), "message": .string(message), "remedy": .string(remedy)]
        if let place, !place.description.isEmpty { object["place"] = .string(place.description) }
        return .object(object)
    }
}

package import Values

extension HL7Acknowledgement {
    /// The acknowledgement's bytes, segments ended with CR, in the separators and version of the message it answers.
    package func answer(to message: [UInt8]) -> [UInt8] {
        let header = HL7Header(message)
        let writer = Writer(header: header, divide: header?.separators ?? .usual)
        var output = writer.header(self)
        output += writer.acknowledgement(self)
        // ERR may repeat from version 2.5; before, its first field does.
        if writer.hasLongErrors {
            for problem in problems { output += writer.longError(problem) }
        } else if !problems.isEmpty {
            output += writer.shortErrors(problems)
        }
        return output
    }

    private struct Writer {
        let header: HL7Header?
        let divide: HL7Separators

        func header(_ acknowledgement: HL7Acknowledgement) -> [UInt8] {
            segment([
                Array("MSH".utf8), divide.encodingCharacters, raw(5), raw(6), raw(3), raw(4),
                Array(acknowledgement.time.hl7.utf8), [], messageType, escaped(acknowledgement.controlID),
                header == nil ? [UInt8(ascii: "P")] : raw(11), header == nil ? Array("2.5.1".utf8) : raw(12), [], [],
                [],
                [], [], raw(18),
            ])
        }

        /// `ACK^A01^ACK`; the trigger from version 2.2 and the structure from 2.3.1.
        private var messageType: [UInt8] {
            var parts = ["ACK"]
            if let header, isAtLeast(2, 2), !header.triggerEvent.isEmpty {
                parts.append(header.triggerEvent)
                if isAtLeast(2, 3, 1) { parts.append("ACK") }
            }
            return Array(parts.map { Array($0.utf8) }.joined(separator: [divide.component]))
        }

        /// MSA-3 carried the text until `ERR` took it over in version 2.4, and is still read by many.
        func acknowledgement(_ acknowledgement: HL7Acknowledgement) -> [UInt8] {
            let text = hasLongErrors ? [] : acknowledgement.problems.first.map { escaped($0.message) } ?? []
            return segment([
                Array("MSA".utf8), Array(acknowledgement.code.rawValue.utf8), raw(10), Array(text.prefix(80)),
            ])
        }

        /// ERR of version 2.5 and later: location (ERL), code, severity, user message.
        func longError(_ problem: Problem) -> [UInt8] {
            segment([
                Array("ERR".utf8), [], location(problem.location), code(problem.code, divide.component),
                Array(problem.severity.rawValue.utf8), [], [], [], escaped(problem.message),
            ])
        }

        /// ERR before version 2.5: ERR-1 repeats segment, sequence, field and code (ELD).
        func shortErrors(_ problems: [Problem]) -> [UInt8] {
            var field: [UInt8] = []
            for (index, problem) in problems.enumerated() {
                if index > 0 {
                    guard let repetition = divide.repetition else { break }
                    field.append(repetition)
                }
                let place = problem.location
                field += join(
                    [
                        escaped(place?.segment ?? ""), number(place?.segment == nil ? nil : place?.occurrence),
                        number(place?.field), code(problem.code, divide.subcomponent ?? divide.component),
                    ])
            }
            return segment([Array("ERR".utf8), field])
        }

        private func location(_ place: HL7Location?) -> [UInt8] {
            guard let place, let segment = place.segment else { return [] }
            return join([
                escaped(segment), number(place.occurrence), number(place.field),
                number(place.field == nil ? nil : place.repetition ?? 1), number(place.component),
                number(place.subcomponent),
            ])
        }

        private func code(_ code: HL7ErrorCode, _ separator: UInt8) -> [UInt8] {
            Array(
                [Array("\(code.rawValue)".utf8), Array(code.text.utf8), Array("HL70357".utf8)].joined(separator: [
                    separator
                ]))
        }

        private func number(_ number: Int?) -> [UInt8] { number.map { Array("\($0)".utf8) } ?? [] }

        /// Components, trailing empty ones left out.
        private func join(_ components: [[UInt8]]) -> [UInt8] {
            let filled = components.lastIndex { !$0.isEmpty } ?? -1
            return Array(components[...filled].joined(separator: [divide.component]))
        }

        private func segment(_ fields: [[UInt8]]) -> [UInt8] {
            let filled = fields.lastIndex { !$0.isEmpty } ?? 0
            return Array(fields[...filled].joined(separator: [divide.field])) + [.carriageReturn]
        }

        /// Text of this side, kept to what every character set has.
        private func escaped(_ text: String) -> [UInt8] {
            let plain = text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "?") }
            guard let escape = divide.escape else { return plain.filter { $0 >= .space && $0 != divide.field } }
            var output: [UInt8] = []
            HL7Escapes(separators: divide, escape: escape, charset: .ascii).write(plain.span, to: &output)
            return output
        }

        private func raw(_ field: Int) -> [UInt8] { header?.raw(field) ?? [] }

        var hasLongErrors: Bool { isAtLeast(2, 5) }

        /// Whether the message's version is at least this one. Unreadable versions count as new.
        private func isAtLeast(_ wanted: Int...) -> Bool {
            let parts = (header?.version ?? "").split(separator: ".").map { Int($0) }
            guard !parts.isEmpty, !parts.contains(nil) else { return true }
            return !parts.compactMap { $0 }.lexicographicallyPrecedes(wanted)
        }
    }
}

extension Instant {
    /// As HL7 writes times (data type DTM), in UTC to the second: `20261001093000+0000`.
    package var hl7: String {
        let text = rfc3339(fractionDigits: 0)
        return text.filter { $0.isNumber } + "+0000"
    }
}

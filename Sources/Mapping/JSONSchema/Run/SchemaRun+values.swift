import Values

/// Strings and numbers.
extension SchemaRun {
    mutating func checkString(_ place: Int32, _ node: Int32, _ text: String) -> Bool {
        let rules = program.strings[Int(place)]
        var isMet = true
        // Characters are code points: between a quarter of the bytes and all of them.
        let bytes = text.utf8.count
        if bytes > rules.all.most || rules.all.least > 0 {
            let count =
                bytes <= rules.all.most && (bytes + 3) / 4 >= rules.all.least ? bytes : text.unicodeScalars.count
            if count < rules.all.least {
                report(node, "minLength", "must have at least \(rules.all.least) characters")
                isMet = false
            } else if count > rules.all.most {
                report(node, "maxLength", "must have at most \(rules.all.most) characters")
                isMet = false
            }
        }
        if let pattern = rules.all.pattern, isMet || collects {
            if !matches(pattern, text) {
                report(node, "pattern", "must match the pattern \(pattern.source)")
                isMet = false
            }
        }
        if let format = rules.all.format, isMet || collects, !format.accepts(text) {
            report(node, "format", "must be \(format.description)")
            isMet = false
        }
        return isMet
    }

    mutating func matches(_ pattern: SchemaPattern, _ text: String) -> Bool {
        if let matches = pattern.matches(text) { return matches }
        fault = fault ?? .pattern
        return false
    }

    mutating func checkNumber(_ place: Int32, _ node: Int32, _ value: Value) -> Bool {
        let rules = program.numbers[Int(place)]
        if let isMet = checkQuickly(rules, value), isMet || !collects { return isMet }
        guard let number = value.exactDecimal else {
            // Neither infinity nor what is no number meets a bound.
            report(node, rules.all.bounds.first?.keyword ?? "multipleOf", "must be a finite number")
            return false
        }
        var isMet = true
        for bound in rules.all.bounds where !bound.admits(number) {
            report(node, bound.keyword, bound.sentence)
            isMet = false
        }
        if let multiple = rules.all.multiple, !multiple.divides(number) {
            report(node, "multipleOf", "must be a multiple of \(multiple.divisor)")
            isMet = false
        }
        return isMet
    }
}

extension SchemaRun {
    /// The usual case, without decimal digits; nil where it takes those to tell.
    @inline(__always)
    private func checkQuickly(_ rules: SchemaRules<SchemaNumberRules>, _ value: Value) -> Bool? {
        guard rules.all.rangeSaysAll else { return nil }
        switch value {
        case .integer(let number):
            guard number >= rules.all.least, number <= rules.all.most else { return false }
            return rules.all.multiple.map { $0.divides(number) } ?? true
        case .double(let number):
            guard rules.all.admits(number) else { return false }
            guard let multiple = rules.all.multiple else { return true }
            return multiple.dividesQuickly(number)
        default: return nil
        }
    }
}

extension SchemaNumberRules.Bound {
    func admits(_ number: ExactDecimal) -> Bool {
        if isUpper { return isExclusive ? number < limit : !(limit < number) }
        return isExclusive ? limit < number : !(number < limit)
    }

    var sentence: String {
        switch (isUpper, isExclusive) {
        case (false, false): "must be at least \(limit)"
        case (false, true): "must be more than \(limit)"
        case (true, false): "must be at most \(limit)"
        case (true, true): "must be less than \(limit)"
        }
    }
}

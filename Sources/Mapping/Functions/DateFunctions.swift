import Values

extension FunctionCatalogue {
    static let dateFunctions: [FieldFunctionMaker] = [
        FieldFunctionMaker(
            "date",
            "rewrites a date: date: dateTime, or date: { from: dd/MM/yyyy, to: date, zone: Europe/London, addDays: 1 }"
        ) { argument, settings in
            let standard: DateForm = settings.sourceIsHL7 ? .hl7 : .iso
            let from = try form(argument?["from"]) ?? standard
            let to = try form(argument?.text == nil ? argument?["to"] : argument) ?? .date
            let zone = try argument?["zone"].map(zone) ?? settings.zone
            let days = argument?["addDays"]?.integer ?? 0
            return { value throws(FieldFailure) in
                guard let time = from.read(try value.mappedText().trimmed)?.adding(days: days) else {
                    throw FieldFailure("is not a date")
                }
                return .string(try to.write(time, zone: zone))
            }
        },
        FieldFunctionMaker(
            "repairDate", "mends a date as people write it: repairDate: { order: dmy, pivot: 30, to: date }"
        ) { argument, settings in
            var repair = DateRepair()
            if let order = argument?["order"] { repair.order = try order.choice(of: DateRepair.Order.self) }
            if let pivot = argument?["pivot"]?.integer { repair.pivot = pivot }
            let given = try form(argument?["to"])
            return { [repair] value throws(FieldFailure) in
                guard let time = repair.read(try value.mappedText()) else {
                    throw FieldFailure("is no date that can be mended")
                }
                return .string(try (given ?? (time.hour == nil ? .date : .dateTime)).write(time, zone: settings.zone))
            }
        },
    ]

    private static func form(_ node: DefinitionNode?) throws -> DateForm? {
        guard let node else { return nil }
        guard let name = node.text, let form = DateForm(name) else {
            throw node.fault("a date form is hl7, iso, date, dateTime, instant, or a pattern such as dd/MM/yyyy")
        }
        return form
    }

    static func zone(_ node: DefinitionNode) throws -> ZoneRules {
        guard let name = node.text, let zone = ZoneRules.named(name) else {
            throw node.fault("no time zone of that name", remedy: "Use an IANA name such as Europe/London, or +01:00.")
        }
        return zone
    }
}

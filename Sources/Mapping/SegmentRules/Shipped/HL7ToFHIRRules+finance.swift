// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/80-finance.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let finance = #"""
        # GT1, IN1, IN2, IN3, FT1, BLG: accounts, coverage and charges.

        segment GT1
          use focus
          clear @guarantor
          @patient -> @guarantor if 11 in SEL and not 21
          resource Account as @account key "account" @patient if not @account:
            status = "active"
            status = "entered-in-error" if type in BAR and event in P02
            @patient -> subject[] later
          resource Organization as @guarantor key . if 21:
            21 -> name
            33 -> identifier[] CX
            with contact[] if 46 or 47:
              47 -> purpose concept
              46 -> telecom[] XTN
            45 -> contact[]:
              . -> name XPN
          resource RelatedPerson as @guarantor key . @patient if 3 and not 21 and not 11 in SEL:
            2 -> identifier[] CX
            19 -> identifier[] CX
            12 -> identifier[]:
              . -> value
              type.coding[].code = "SB"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              system = "http://hl7.org/fhir/sid/us-ssn"
            3 -> name[] XPN
            5 -> address[] XAD
            6 -> telecom[]:
              use XTN
              use = "home" if not 2 and has value
            7 -> telecom[]:
              use XTN
              use = "work" if not 2 and has value
            8 -> birthDate date
            9.1 -> gender code(AdministrativeSex)
            11 -> relationship[] concept(Relationship)
            with communication[] if 36:
              36 -> language concept(Language)
              preferred = true
            @patient -> patient later
          on @account:
            with guarantor[] if @guarantor:
              @guarantor -> party
              13 -> period.start dateTime
              14 -> period.end dateTime

        segment IN1
          use focus
          clear @insurer @policyHolder @subscriber
          resource Organization as @insurer key . "insurer" if 3 or 4:
            3 -> identifier[] CX
            4.1 -> name
            5 -> address[] XAD
            with contact[] if 6:
              6[1] -> name XPN
            7 -> telecom[] XTN
          resource Organization as @policyHolder key . "group" if 11:
            11.1 -> name
            10 -> identifier[] CX
            44 -> address[] XAD
          resource RelatedPerson as @subscriber key . @patient if 16 and not 17 in SEL SE "18":
            49 -> identifier[] CX
            17 -> relationship[] concept(Relationship)
            16 -> name[] XPN
            18 -> birthDate date
            19 -> address[] XAD
            43.1 -> gender code(AdministrativeSex)
            @patient -> patient later
          resource Coverage as @coverage key . @patient:
            36 -> identifier[]:
              . -> value
              type.text = "Policy Number"
            status = "active"
            15 -> type concept(CoverageType)
            @subscriber -> subscriber if 16 and not 17 in SEL SE "18"
            @patient -> subscriber if 17 in SEL SE "18"
            49.1 -> subscriberId
            @policyHolder -> policyHolder if 11
            @patient -> beneficiary later
            17 -> relationship concept(SubscriberRelationship)
            12 -> period.start dateTime
            13 -> period.end dateTime
            @insurer -> payor[] if 3 or 4
            payor[].display = "unknown" if not 3 and not 4
            with class[] if 2:
              type.coding[].code = "plan"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/coverage-class"
              type.coding[=].display = "Plan"
              2.1 -> value
              2.2 -> name
            with class[] if 8:
              type.coding[].code = "group"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/coverage-class"
              type.coding[=].display = "Group"
              8 -> value
              9.1 -> name
            22 -> order positive
            with costToBeneficiary[] if 37:
              37.1.1 -> valueMoney.value decimal
              37.1.2 -> valueMoney.currency
              37.2 -> type concept(PriceType)
          on @account:
            with coverage[]:
              @coverage -> coverage

        segment IN2
          on @policyHolder:
            69 -> name if not has name
          on @subscriber:
            1 -> identifier[] CX
            2 -> identifier[]:
              . -> value
              type.coding[].code = "SS"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              system = "http://hl7.org/fhir/sid/us-ssn"
            63 -> telecom[] XTN
            with communication[] if 34:
              34 -> language concept(Language)
              preferred = true
          on @coverage:
            6 -> identifier[]:
              use MedicareNumber
            8 -> identifier[]:
              use MedicaidNumber
            61 -> identifier[] CX
          on @patient:
            6 -> identifier[]:
              use MedicareNumber
            8 -> identifier[]:
              use MedicaidNumber
            10 -> identifier[]:
              . -> value
              type.coding[].code = "MI"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              type.coding[=].display = "Military ID number"
            61 -> identifier[] CX
            7 -> name[] XPN
            7 -> name[] CalledBy if 7.15
          on @policyHolder:
            with contact[] if 49:
              49[1] -> name XPN
              50 -> telecom[] XTN
            64 -> telecom[] XTN

        rules MedicareNumber
          . -> value
          type.coding[].code = "MC"
          type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
          type.coding[=].display = "Patient's Medicare number"
          system = "http://hl7.org/fhir/sid/us-medicare"

        rules MedicaidNumber
          . -> value
          type.coding[].code = "MA"
          type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
          type.coding[=].display = "Patient Medicaid number"

        # FT1: a charge, with the procedure and the dispensing that it is for.
        segment FT1
          use focus
          clear @charge @chargeProcedure @chargeDispense
          resource Procedure as @chargeProcedure key "charged" 25 20 5 @patient if 25:
            25 -> code concept
            status = "unknown"
            20 -> performer[].actor Performer
            @patient -> subject later
          resource MedicationDispense as @chargeDispense key "charged" . @patient if 29 or 42:
            status = "unknown"
            29 -> medicationCodeableConcept concept
            medicationCodeableConcept.text = "unknown" if not 29
            43 -> quantity DispensedQuantity
            with authorizingPrescription[] if 42:
              type = "MedicationRequest"
              ^42 -> identifier.value
              identifier.type.text = "Prescription Number"
            @patient -> subject later
          resource ChargeItem as @charge key . @patient:
            2 -> identifier[] EI
            status = "unknown"
            7 -> code concept
            code.text = "unknown" if not 7
            4.1 -> occurrenceDateTime dateTime if not 4.2
            4 -> occurrencePeriod DR if 4.2
            5 -> enteredDate dateTime
            10 -> quantity.value decimal
            11 -> priceOverride Money
            13 => costCenter CodedOrganization
            19 -> reason[] concept
            20 => performer[].actor XCN
            24 => enterer XCN
            32 => performingOrganization XON
            33 => requestingOrganization XON
            34 => productReference ChargedDevice
            with service[] if 25:
              @chargeProcedure -> .
            with service[] if 29 or 42:
              @chargeDispense -> .
            @patient -> subject later
            @encounter -> context later
            @order -> supportingInformation[]
            @medicationRequest -> supportingInformation[] if not @order
            @account -> account[]
          @charge -> @fCharge

        resource ChargedDevice Device
          . -> identifier[] EI
          ^35 -> modelNumber
          @patient -> patient

        element Performer
          . => . XCN

        element DispensedQuantity
          1 -> value decimal
          2.2 | 2.1 -> unit

        # BLG: the account that is charged.
        segment BLG
          clear @billed
          resource Account as @billed key 3 @patient if 3:
            3 -> identifier[] CX
            status = "active"
          on @charge:
            @billed -> account[]
          on @medicationRequest:
            @billed -> supportingInformation[]
        """#
}

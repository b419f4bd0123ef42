// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/75-medication.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let medication = #"""
        # RXO, RXE, RXR, RXC, RXA, RXD, RXG, CDO, ODS: medication, vaccination and diet.

        segment RXO
          use focus
          clear @prescriber
          14[1] => - XCN as @prescriber
          resource MedicationRequest as @medicationRequest key "order" . ORC-2 ORC-3 @patient:
            ORC-2 -> identifier[]:
              . -> . Number
              use Placer
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            status = "active"
            ORC-5 -> status code(MedicationStatus)
            intent = "original-order"
            1 => medicationReference OrderedMedication as @medication
            medicationCodeableConcept.text = "unknown" if not 1
            ORC-9 -> authoredOn dateTime
            with dosageInstruction[]:
              2 -> doseAndRate[].doseQuantity.value decimal
              3 -> doseAndRate[].doseQuantity.value decimal if not 2
              4 -> doseAndRate[=].doseQuantity Unit if 2 or 3
              21 -> doseAndRate[=].rateQuantity.value decimal if 2 or 3
              21 -> doseAndRate[].rateQuantity.value decimal if not 2 and not 3
              22 -> doseAndRate[=].rateQuantity Unit if 21
              6.2 | 6.1 -> text
              7[1].2 | 7[1].1 -> patientInstruction
              23.1 -> maxDosePerPeriod.numerator.value decimal
              23.2.2 | 23.2.1 -> maxDosePerPeriod.numerator.unit
            9 -> substitution.allowedCodeableConcept concept(AllowSubstitution)
            with dispenseRequest:
              11 -> quantity.value decimal
              12 -> quantity Unit
              13 -> numberOfRepeatsAllowed unsigned
              29 -> dispenseInterval.value decimal
              32 => performer CodedOrganization
            20 -> reasonCode[] concept
            use MedicationParties
          @medicationRequest -> @fMedication
          @medicationRequest -> @originalRequest

        resource ActionBy PractitionerRole
          . => practitioner XCN
          code[].coding[].code = "IP"
          code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
          code[=].coding[=].display = "Initiating Provider"

        rules MedicationRequester
          clear @role
          ORC-21 => - XON as @orderingOrganization
          on @orderingOrganization if ORC-21:
            ORC-22 -> address[] XAD
            with contact[] if ORC-23:
              ORC-23 -> telecom[] XTN
          resource PractitionerRole as @role key "requester" ORC-12 ORC-21 @prescriber if ORC-12 or ORC-21 or @prescriber:
            code[].coding[].code = "OP"
            code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
            code[=].coding[=].display = "Ordering Provider"
            ORC-12[1] => practitioner XCN
            @prescriber -> practitioner if not ORC-12
            @orderingOrganization -> organization if ORC-21

        rules MedicationParties
          use MedicationRequester
          @role -> requester
          ORC-19[1] => recorder ActionBy
          ORC-10[1] => recorder XCN if not ORC-19
          @patient -> subject later
          @encounter -> encounter later

        resource OrderedMedication Medication
          ^1 -> code concept
          ^5 -> form concept

        resource EncodedMedication Medication
          ^2 -> code concept
          ^6 -> form concept

        # RXE: the order as the pharmacy understood it.
        segment RXE
          use focus
          clear @prescriber
          13[1] => - XCN as @prescriber
          resource MedicationRequest as @medicationRequest key "encoded" . ORC-2 ORC-3 @patient:
            ORC-2 -> identifier[]:
              . -> . Number
              use Placer
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            15 -> identifier[]:
              . -> value
              type.text = "Prescription Number"
            status = "active"
            ORC-5 -> status code(MedicationStatus)
            intent = "filler-order"
            2 => medicationReference EncodedMedication as @medication
            ORC-9 -> authoredOn dateTime
            32 -> authoredOn dateTime if not ORC-9
            with dosageInstruction[]:
              3 -> doseAndRate[].doseQuantity.value decimal
              5 -> doseAndRate[=].doseQuantity Unit if 3
              23 -> doseAndRate[=].rateQuantity.value decimal if 3
              24 -> doseAndRate[=].rateQuantity Unit if 23
              7 -> additionalInstruction[] concept
              19.1 -> maxDosePerPeriod.numerator.value decimal
              19.2.2 | 19.2.1 -> maxDosePerPeriod.numerator.unit
            9 -> substitution.allowedCodeableConcept concept(AllowSubstitution)
            with dispenseRequest:
              10 -> quantity.value decimal
              11 -> quantity Unit if 10
              39 -> initialFill.quantity.value decimal
              11 -> initialFill.quantity Unit if 39
              12 -> numberOfRepeatsAllowed unsigned
              40 => performer CodedOrganization
            27 -> reasonCode[] concept
            @originalRequest -> basedOn[]
            use MedicationParties
          @medicationRequest -> @fMedication
          resource Task key "refill" . @patient if event in O25:
            status = "requested"
            intent = "order"
            code.text = "Pharmacy/treatment refill authorization request"
            @medicationRequest -> focus
            @patient -> for later
            @encounter -> encounter later

        segment RXR
          on @medicationRequest:
            with dosageInstruction[=]:
              1 -> route concept(RouteOfAdministration)
              2 -> site concept
              4 -> method concept
          on @immunization:
            1 -> route concept(RouteOfAdministration)
            2 -> site concept
          on @administration:
            1 -> dosage.route concept(RouteOfAdministration)
            2 -> dosage.site concept

        segment RXC
          clear @component
          resource Medication as @component key . if 2:
            2 -> code concept
            with amount if 3:
              3 -> numerator.value decimal
              4 -> numerator Unit
              "1" -> denominator.value decimal
          on @medication:
            with ingredient[]:
              5 -> strength.numerator.value decimal
              6 -> strength.numerator Unit if 5
              8 -> strength.denominator.value decimal
              9 -> strength.denominator Unit if 8
              "1" -> strength.denominator.value decimal if 5 and not 8
              @component -> itemReference

        segment CDO
          on @medicationRequest:
            with dosageInstruction[]:
              3 -> maxDosePerLifetime CQ

        # RXA[Immunization] in vaccination messages, an administration elsewhere.
        segment RXA
          use focus
          clear @immunization @administration
          resource Immunization as @immunization key . ORC-2 ORC-3 @patient if type in VXU RSP VXR:
            ORC-2 -> identifier[]:
              . -> . Number
              use Placer
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            3 -> occurrenceDateTime dateTime
            occurrenceString = "unknown" if not 3
            5 -> vaccineCode concept
            vaccineCode.text = "unknown" if not 5
            6 -> doseQuantity.value decimal if not 6 in "999"
            7 -> doseQuantity Unit if has doseQuantity
            9[1] -> reportOrigin concept if 9
            primarySource = true if 9 in "00"
            primarySource = false if 9 and not 9 in "00"
            15 -> lotNumber
            16 -> expirationDate date
            18 -> statusReason concept
            status = "completed"
            20 -> status code(CompletionStatus)
            status = "entered-in-error" if 21 = D
            17[1] => manufacturer CodedOrganization
            10 -> performer[]:
              . => actor XCN
              function.coding[].code = "AP"
              function.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
              function.coding[=].display = "Administering Provider"
            ORC-12 -> performer[]:
              . => actor XCN
              function.coding[].code = "OP"
              function.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
              function.coding[=].display = "Ordering Provider"
            11 => location PL if not 27
            27 => location PL
            19 -> reasonCode[] concept
            22 -> recorded dateTime
            @patient -> patient later
            @encounter -> encounter
          on @immunization:
            @immunization -> @fImmunization
          resource MedicationAdministration as @administration key . ORC-2 ORC-3 @patient if not type in VXU RSP VXR:
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            status = "completed"
            20 -> status code(CompletionStatus)
            5 -> medicationCodeableConcept concept
            medicationCodeableConcept.text = "unknown" if not 5
            3 -> effectiveDateTime dateTime if not 4
            3 -> effectivePeriod.start dateTime if 4
            4 -> effectivePeriod.end dateTime
            with dosage if 6:
              6 -> dose.value decimal
              7 -> dose Unit
            10 => performer[].actor XCN
            @patient -> subject later
            @encounter -> context
            @medicationRequest -> request
          @administration -> @fMedication

        rules VaccineOrder
          clear @order @role
          ORC-21 => - XON as @orderingOrganization
          resource ServiceRequest as @order key "vaccine order" ORC-1 ORC-2 ORC-3 @patient if ORC-1 or ORC-2 or ORC-3:
            ORC-2 -> identifier[]:
              . -> . Number
              use Placer
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            status = "unknown"
            ORC-1 -> status code(OrderControl)
            ORC-5 -> status code(OrderStatus)
            intent = "order"
            ORC-9 -> authoredOn dateTime
            @patient -> subject later
            @encounter -> encounter
          resource PractitionerRole as @role key "requester" ORC-12 ORC-21 if ORC-12 or ORC-21:
            ORC-12[1] => practitioner XCN
            @orderingOrganization -> organization if ORC-21
            code[].coding[].code = "OP"
            code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
            code[=].coding[=].display = "Ordering Provider"
          on @order:
            @role -> requester

        # RXD and RXG: dispensing and giving.
        segment RXD
          use focus
          resource MedicationDispense as @dispense key . @patient:
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            7 -> identifier[]:
              . -> value
              type.text = "Prescription Number"
            status = "completed"
            2 -> medicationCodeableConcept concept
            medicationCodeableConcept.text = "unknown" if not 2
            3 -> whenHandedOver dateTime
            4 -> quantity.value decimal
            5 -> quantity Unit if 4
            9 -> note[].text
            10 => performer[].actor XCN
            @patient -> subject later
            @encounter -> context
            @medicationRequest -> authorizingPrescription[]
          @dispense -> @fMedication

        segment RXG
          use focus
          resource MedicationAdministration as @administration key . @patient:
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            status = "in-progress"
            4 -> medicationCodeableConcept concept
            medicationCodeableConcept.text = "unknown" if not 4
            MSH-7 -> effectiveDateTime dateTime
            with dosage if 5:
              5 -> dose.value decimal
              7 -> dose Unit
            @patient -> subject later
            @encounter -> context
            @medicationRequest -> request

        # ODS and ODT: diets.
        segment ODS
          use focus
          clear @prescriber
          resource NutritionOrder as @diet key . ORC-2 ORC-3 @patient:
            ORC-2 -> identifier[]:
              . -> . Number
              use Placer
            ORC-3 -> identifier[]:
              . -> . Number
              use Filler
            status = "active"
            ORC-5 -> status code(OrderStatus)
            intent = "order"
            ORC-9 -> dateTime dateTime
            MSH-7 -> dateTime dateTime if not ORC-9
            3 -> foodPreferenceModifier[] concept
            4 -> foodPreferenceModifier[=].text
            @allergy -> allergyIntolerance[]
            @patient -> patient later
            @encounter -> encounter
            use MedicationRequester
            @role -> orderer
          @diet -> @fDiet
        """#
}

// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/60-orders.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let orders = #"""
        # ORC, OBR, TQ1, NTE, SPM, SAC, INV: orders, reports and specimens.

        segment ORC
          use focus
          clear @role @orderingOrganization
          if type in OUL and @order and not @controlled:
            use LateControl
            @order -> @controlled
          if not type in OUL or not @order:
            use NewOrder

        # Where the control segment follows the request, it adds to that.
        rules LateControl
          on @order:
            ORC-2 -> identifier[] PlacerNumber if not OBR-2
            ORC-3 -> identifier[] FillerNumber if not OBR-3
            ORC-4 -> identifier[] GroupNumber
            5 -> status code(OrderStatus)
            9 -> authoredOn dateTime if not has authoredOn
          on @report:
            ORC-4 -> identifier[] GroupNumber
          use OrderRequester
          @order -> @fOrder

        rules NewOrder
          clear @order @report @observation @medicationRequest @originalRequest @dispense @charge @parentOrder @orderSpecimen @newOrder @obrSeen @diet
          clear @specimen if not event in O33 O35
          forget OBR TQ1 RXO RXE
          if type in OMG OML OMI ORU ORL ORG DFT MDM BAR ADT REF CRM:
            use ParentOrder
            use OrderResource
          if type in VXU RSP VXR:
            use VaccineOrder
          use OrderRequester if @newOrder and not type in MDM
          @newOrder -> @fOrder

        # The order that ORC begins, or OBR where it has no ORC of its own.
        rules OrderResource
          resource ServiceRequest as @order key "order" ORC-2 OBR-2 ORC-3 OBR-3 ORC-4 @patient if ORC-2 or ORC-3 or OBR-2 or OBR-3:
            use OrderControl
            as @newOrder
          resource ServiceRequest as @order key "order" . @patient ordinal if not ( ORC-2 or ORC-3 or OBR-2 or OBR-3 ):
            use OrderControl
            as @newOrder
          on @newOrder:
            @patient -> subject later
            @encounter -> encounter later if not type in ORU

        rules ParentOrder
          resource ServiceRequest as @parentOrder key 8 @patient if 8 and type in ORU:
            8.1 -> identifier[]:
              . -> . Number
              use Placer
            8.2 -> identifier[]:
              . -> . Number
              use Filler
            status = "completed"
            intent = "filler-order"
            @patient -> subject later

        # The numbers of an order stand in ORC and again in OBR: ORC's win.
        rules OrderNumbers
          ORC-2 -> identifier[] PlacerNumber if not OBR-2
          OBR-2 -> identifier[] PlacerNumber
          ORC-3 -> identifier[] FillerNumber if not OBR-3
          OBR-3 -> identifier[] FillerNumber
          ORC-4 -> identifier[] GroupNumber

        element GroupNumber
          . -> . Number
          type.coding[].code = "PGN"
          type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"

        element PlacerNumber
          . -> . Number
          use Placer

        element FillerNumber
          . -> . Number
          use Filler

        rules Placer
          type.coding[].code = "PLAC"
          type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"

        rules Filler
          type.coding[].code = "FILL"
          type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"

        # ORC[ServiceRequest]: what the control segment says of the order.
        rules OrderControl
          ORC-2 -> identifier[] PlacerNumber
          ORC-3 -> identifier[] FillerNumber
          ORC-4 -> identifier[] GroupNumber
          status = "unknown" if ORC
          status = "active" if not ORC
          ORC-1 -> status code(OrderControl)
          ORC-5 -> status code(OrderStatus)
          intent = "order"
          ORC-9 -> authoredOn dateTime
          ORC-16 -> reasonCode[] concept
          ORC-7.6 -> priority code(Priority)
          ORC-7 -> . TQService
          ORC-29 -> locationCode[] concept(OrderType)
          ORC-28 -> meta.security[] coding(ConfidentialityCode)
          with basedOn[] if ORC-8.1 and not @parentOrder:
            type = "ServiceRequest"
            ORC-8.1 -> identifier PlacerNumber
          @parentOrder -> basedOn[]

        # OBR[ServiceRequest]
        segment OBR
          use focus
          clear @report @observation @orderSpecimen @role @orderingOrganization @controlled
          clear @newOrder if @obrSeen or type in OUL
          clear @order if not @newOrder
          forget ORC if @obrSeen or type in OUL
          forget TQ1 if @obrSeen
          if not @order:
            use OrderResource
          on @newOrder:
            use RequestOfOBR
          use OrderRequester if ORC or 16
          use Report
          use OrderSpecimen
          on @order if event in O33 O35:
            @specimen -> specimen[]
          @order -> @fOrder
          @order -> @obrSeen

        rules RequestOfOBR
          ^2 -> identifier[] PlacerNumber if not ORC-2
          ^3 -> identifier[] FillerNumber if not ORC-3
          53 -> identifier[]:
            use CX
            use Placer
          25 -> status code(ResultStatusOfOrder) if not ORC-5 and not ORC-1
          intent = "reflex-order" if 11 = G
          intent = "filler-order" if type in ORU
          4 -> code concept
          5 -> priority code(Priority)
          27 -> . TQService if not ORC-7
          6 -> occurrenceDateTime dateTime if not has occurrenceTiming
          with occurrenceTiming if has occurrenceTiming:
            ^6 -> event[] dateTime
          31 -> reasonCode[] concept
          46 -> orderDetail[] concept
          47 -> orderDetail[] concept
          18 -> note[].text
          19 -> note[].text
          20 -> note[].text
          21 -> note[].text
          with basedOn[] if 29.1 and not @parentOrder and not ORC-8:
            type = "ServiceRequest"
            ^29.1 -> identifier PlacerNumber
          with basedOn[] if 29.2 and not 29.1 and not @parentOrder and not ORC-8:
            type = "ServiceRequest"
            ^29.2 -> identifier FillerNumber
          24 -> locationCode[] concept(DiagnosticServiceSectionID)

        # ORC-12 (or OBR-16) asks, in the name of ORC-21.
        rules OrderRequester
          ORC-21 => - XON as @orderingOrganization
          on @orderingOrganization if ORC-21:
            ORC-22 -> address[] XAD
            with contact[] if ORC-23:
              ORC-23 -> telecom[] XTN
          resource PractitionerRole as @role key "requester" ORC-12 ORC-21 16 if ORC-12 or ORC-21 or 16:
            code[].coding[].code = "OP" if ORC-12 or 16
            code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443" if ORC-12 or 16
            code[=].coding[=].display = "Ordering Provider" if ORC-12 or 16
            ORC-12[1] => practitioner XCN
            16[1] => practitioner XCN if not ORC-12
            @orderingOrganization -> organization if ORC-21
            17 -> telecom[] XTN
            ORC-14 -> telecom[] XTN if not 17
          on @order:
            @role -> requester

        # OBR[DiagnosticReport]
        rules Report
          resource DiagnosticReport as @report key "report" . ORC-2 ORC-3 ORC-4 @patient if type in ORU OUL or 25 or 32 or 22:
            use OrderNumbers
            status = "unknown"
            25 -> status code(ResultStatus)
            4 -> code concept
            code.text = "unknown" if not 4
            7 -> effectiveDateTime dateTime if not 8
            7 -> effectivePeriod.start dateTime if 8
            8 -> effectivePeriod.end dateTime
            22 -> issued instant
            24 -> category[] concept(DiagnosticServiceSectionID)
            32 => resultsInterpreter[] NDL
            33 => resultsInterpreter[] NDL
            34 => performer[] NDL
            35 => performer[] NDL
            @patient -> subject later
            @encounter -> encounter later
            @order -> basedOn[]
            @specimen -> specimen[] if @specimen and not 15
          @report -> @fReport

        # OBR[Specimen] with SPS[Specimen-Source], for messages of before SPM.
        rules OrderSpecimen
          resource Specimen as @orderSpecimen key "obr specimen" . ORC-2 ORC-3 ORC-4 @patient if 9 or 10 or 14 or 15 or ( 7 and not type in ORU OUL OMG REF ):
            use OrderNumbers
            15.1.1 -> type.coding[].code
            15.1.2 -> type.coding[=].display
            15.1.3 -> type.coding[=].system system
            15.2 -> container[].additiveCodeableConcept concept(AdditivePreservative)
            15.3 -> collection.method.text
            15.4.1 -> collection.bodySite.coding[].code
            15.4.2 -> collection.bodySite.coding[=].display
            15.4.3 -> collection.bodySite.coding[=].system system
            7 -> collection.collectedDateTime dateTime if not 8
            7 -> collection.collectedPeriod.start dateTime if 8
            8 -> collection.collectedPeriod.end dateTime
            9 -> collection.quantity CQ
            10[1] => collection.collector XCN
            14 -> receivedTime dateTime
            39 -> note[].text if not 39.2
            39.2 -> note[].text
            @patient -> subject later
          on @order if @orderSpecimen:
            @orderSpecimen -> specimen[]
          on @report if @orderSpecimen:
            @orderSpecimen -> specimen[]

        # TQ1[ServiceRequest] and TQ1[MedicationRequest]
        segment TQ1
          on @order:
            2 -> quantityQuantity CQ
            9.1 -> priority code(Priority)
            10 -> asNeededCodeableConcept.text
            11 -> note[].text
            with occurrenceTiming:
              OBR-6 -> event[] dateTime if OBR
              use TimingOfTQ1
            remove occurrenceDateTime if has occurrenceTiming
          on @medicationRequest:
            9.1 -> priority code(Priority)
            with dosageInstruction[=]:
              10 -> asNeededCodeableConcept.text
              11 -> text
              with timing:
                use TimingOfTQ1
          on @fAppointment:
            9.1 -> priority count(AppointmentPriority)
            7 -> start instant
            8 -> end instant

        rules TimingOfTQ1
          3[1] -> . RPT
          4 -> repeat.timeOfDay[] time
          with repeat:
            7 -> boundsPeriod.start dateTime
            8 -> boundsPeriod.end dateTime
            remove boundsDuration if has boundsPeriod
            with boundsDuration if 6 and not has boundsPeriod:
              6.1 -> value decimal
              6.2.2 | 6.2.1 -> unit
              6.2.1 -> code
              system = "http://unitsofmeasure.org" if 6.2
          13.1 -> repeat.duration decimal
          13.2.1 -> repeat.durationUnit code(Period)
          14 -> repeat.count positive

        # TQ[ServiceRequest], for messages of before TQ1
        element TQService
          1 -> quantityQuantity CQ
          4 -> occurrenceTiming.repeat.boundsPeriod.start dateTime
          5 -> occurrenceTiming.repeat.boundsPeriod.end dateTime
          12 -> occurrenceTiming.repeat.count positive
          8 -> note[].text

        # NTE: a note to what stands before it.
        segment NTE
          on @fObservation:
            use Note
          on @fForm:
            with ext+(http://hl7.org/fhir/5.0/StructureDefinition/extension-DiagnosticReport.note).valueAnnotation if 3:
              use Annotation
          on @fMedication if not @fObservation and not @fForm:
            use Note
          on @fOrder if not @fObservation and not @fForm and not @fMedication and not @fSpecimen:
            use Note
          on @fDiet if not @fObservation and not @fForm:
            use Note
          on @fSpecimen if not @fObservation and not @fForm:
            use Note
          on @fAllergy:
            use Note
          on @fAppointment:
            3 -> comment formatted if not has comment
          on @fCharge:
            use Note
          on @order if @fDocument and not @fObservation and not @fForm:
            use Note
          on @fProblem:
            use Note
          on @fEquipment:
            use Note

        rules Note
          with note[] if 3:
            use Annotation

        rules Annotation
          3 -> text formatted
          6 -> time dateTime
          5[1] => authorReference XCN

        # SPM[Specimen]
        segment SPM
          use focus
          clear @observation
          clear @order @report @newOrder @obrSeen if ( type in OUL and event in R22 R23 ) or event in O33 O35
          resource Specimen as @specimen key . @patient:
            2.1 -> identifier[]:
              . -> value
              2 -> system system if 2 and not 3
              type.coding[].code = "PGN"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
            2.2 -> identifier[]:
              . -> . Number
              type.coding[].code = "FGN"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
            30 -> accessionIdentifier CX
            31 -> identifier[] CX
            32 -> identifier[] EI
            4 -> type concept(SpecimenType)
            6 -> container[].additiveCodeableConcept concept(AdditivePreservative)
            7 -> collection.method concept(SpecimenCollectionMethod)
            8 -> collection.bodySite concept
            12 -> collection.quantity CQ
            14 -> note[].text
            15 -> collection.ext+(http://hl7.org/fhir/StructureDefinition/specimen-specialHandling).valueCodeableConcept concept
            17.1 -> collection.collectedDateTime dateTime if not 17.2
            17 -> collection.collectedPeriod DR if 17.2
            18 -> receivedTime dateTime
            status = "available" if 20 = Y
            status = "unavailable" if 20 = N
            24 -> condition[] concept(SpecimenCondition)
            21 -> condition[] concept(SpecimenRejectReason)
            27 -> container[].type concept
            @patient -> subject later
            @order -> request[]
            3 -> parent[] SpecimenParent
          on @order:
            @specimen -> specimen[]
          on @report:
            @specimen -> specimen[]
          @specimen -> @fSpecimen

        element SpecimenParent
          . => . ParentSpecimen

        resource ParentSpecimen Specimen
          1 -> identifier[]:
            1 -> value
            use EISystem
            type.coding[].code = "PGN"
            type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"

        segment SAC
          on @specimen:
            2 -> accessionIdentifier EI
            3 -> container[].identifier[] EI
            4 => parent[] SACParent

        resource SACParent Specimen
          1 -> identifier[].value
          identifier[=].type.coding[].code = "PGN"
          identifier[=].type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"

        # INV: a substance in the container.
        segment INV
          resource Substance as @substance key .:
            3 -> category[] concept
            1 -> code concept
            2.1 -> status code(InventoryStatus)
            status = "active" if not has status
            with instance[]:
              4 -> identifier:
                1 -> value
                3 -> system system
              12 -> expiry dateTime
              with quantity if 7 or 9:
                7 | 9 -> value decimal
                11 -> . Unit
            16 -> identifier[] EI
            17 -> identifier[] EI
            18 -> identifier[] EI
          on @specimen:
            @substance -> container[].additiveReference
        """#
}

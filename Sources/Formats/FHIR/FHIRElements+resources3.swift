// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources3 = """
        HealthcareService R identifier:Identifier* active:b providedBy:Reference category:CodeableConcept* \
        type:CodeableConcept* specialty:CodeableConcept* location:Reference* name:s comment:s extraDetails:s \
        photo:Attachment telecom:ContactPoint* coverageArea:Reference* serviceProvisionCode:CodeableConcept* \
        eligibility:HealthcareService.eligibility* program:CodeableConcept* characteristic:CodeableConcept* \
        communication:CodeableConcept* referralMethod:CodeableConcept* appointmentRequired:b \
        availableTime:HealthcareService.availableTime* notAvailable:HealthcareService.notAvailable* \
        availabilityExceptions:s endpoint:Reference*
        HealthcareService.eligibility B code:CodeableConcept comment:s
        HealthcareService.availableTime B daysOfWeek:c* allDay:b availableStartTime:h availableEndTime:h
        HealthcareService.notAvailable B description:s! during:Period
        ImagingStudy R identifier:Identifier* status:c! modality:Coding* subject:Reference! encounter:Reference \
        started:t basedOn:Reference* referrer:Reference interpreter:Reference* endpoint:Reference* \
        numberOfSeries:n numberOfInstances:n procedureReference:Reference procedureCode:CodeableConcept* \
        location:Reference reasonCode:CodeableConcept* reasonReference:Reference* note:Annotation* description:s \
        series:ImagingStudy.series*
        ImagingStudy.series B uid:k! number:n modality:Coding! description:s numberOfInstances:n \
        endpoint:Reference* bodySite:Coding laterality:Coding specimen:Reference* started:t \
        performer:ImagingStudy.series.performer* instance:ImagingStudy.series.instance*
        ImagingStudy.series.performer B function:CodeableConcept actor:Reference!
        ImagingStudy.series.instance B uid:k! sopClass:Coding! number:n title:s
        Immunization R identifier:Identifier* status:c! statusReason:CodeableConcept vaccineCode:CodeableConcept! \
        patient:Reference! encounter:Reference occurrence[x]:dateTime=t,string=s! recorded:t primarySource:b \
        reportOrigin:CodeableConcept location:Reference manufacturer:Reference lotNumber:s expirationDate:y \
        site:CodeableConcept route:CodeableConcept doseQuantity:Quantity performer:Immunization.performer* \
        note:Annotation* reasonCode:CodeableConcept* reasonReference:Reference* isSubpotent:b \
        subpotentReason:CodeableConcept* education:Immunization.education* programEligibility:CodeableConcept* \
        fundingSource:CodeableConcept reaction:Immunization.reaction* \
        protocolApplied:Immunization.protocolApplied*
        Immunization.performer B function:CodeableConcept actor:Reference!
        Immunization.education B documentType:s reference:u publicationDate:t presentationDate:t
        Immunization.reaction B date:t detail:Reference reported:b
        Immunization.protocolApplied B series:s authority:Reference targetDisease:CodeableConcept* \
        doseNumber[x]:positiveInt=p,string=s! seriesDoses[x]:positiveInt=p,string=s
        ImmunizationEvaluation R identifier:Identifier* status:c! patient:Reference! date:t authority:Reference \
        targetDisease:CodeableConcept! immunizationEvent:Reference! doseStatus:CodeableConcept! \
        doseStatusReason:CodeableConcept* description:s series:s doseNumber[x]:positiveInt=p,string=s \
        seriesDoses[x]:positiveInt=p,string=s
        ImmunizationRecommendation R identifier:Identifier* patient:Reference! date:t! authority:Reference \
        recommendation:ImmunizationRecommendation.recommendation*!
        ImmunizationRecommendation.recommendation B vaccineCode:CodeableConcept* targetDisease:CodeableConcept \
        contraindicatedVaccineCode:CodeableConcept* forecastStatus:CodeableConcept! \
        forecastReason:CodeableConcept* dateCriterion:ImmunizationRecommendation.recommendation.dateCriterion* \
        description:s series:s doseNumber[x]:positiveInt=p,string=s seriesDoses[x]:positiveInt=p,string=s \
        supportingImmunization:Reference* supportingPatientInformation:Reference*
        ImmunizationRecommendation.recommendation.dateCriterion B code:CodeableConcept! value:t!
        ImplementationGuide R url:u! version:s name:s! title:s status:c! experimental:b date:t publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s \
        packageId:k! license:c fhirVersion:c*! dependsOn:ImplementationGuide.dependsOn* \
        global:ImplementationGuide.global* definition:ImplementationGuide.definition \
        manifest:ImplementationGuide.manifest
        ImplementationGuide.dependsOn B uri:u! packageId:k version:s
        ImplementationGuide.global B type:c! profile:u!
        ImplementationGuide.definition B grouping:ImplementationGuide.definition.grouping* \
        resource:ImplementationGuide.definition.resource*! page:ImplementationGuide.definition.page \
        parameter:ImplementationGuide.definition.parameter* template:ImplementationGuide.definition.template*
        ImplementationGuide.definition.grouping B name:s! description:s
        ImplementationGuide.definition.resource B reference:Reference! fhirVersion:c* name:s description:s \
        example[x]:boolean=b,canonical=u groupingId:k
        ImplementationGuide.definition.page B name[x]:url=u,Reference! title:s! generation:c! \
        page:ImplementationGuide.definition.page*
        ImplementationGuide.definition.parameter B code:c! value:s!
        ImplementationGuide.definition.template B code:c! source:s! scope:s
        ImplementationGuide.manifest B rendering:u resource:ImplementationGuide.manifest.resource*! \
        page:ImplementationGuide.manifest.page* image:s* other:s*
        ImplementationGuide.manifest.resource B reference:Reference! example[x]:boolean=b,canonical=u \
        relativePath:u
        ImplementationGuide.manifest.page B name:s! title:s anchor:s*
        InsurancePlan R identifier:Identifier* status:c type:CodeableConcept* name:s alias:s* period:Period \
        ownedBy:Reference administeredBy:Reference coverageArea:Reference* contact:InsurancePlan.contact* \
        endpoint:Reference* network:Reference* coverage:InsurancePlan.coverage* plan:InsurancePlan.plan*
        InsurancePlan.contact B purpose:CodeableConcept name:HumanName telecom:ContactPoint* address:Address
        InsurancePlan.coverage B type:CodeableConcept! network:Reference* benefit:InsurancePlan.coverage.benefit*!
        InsurancePlan.coverage.benefit B type:CodeableConcept! requirement:s \
        limit:InsurancePlan.coverage.benefit.limit*
        InsurancePlan.coverage.benefit.limit B value:Quantity code:CodeableConcept
        InsurancePlan.plan B identifier:Identifier* type:CodeableConcept coverageArea:Reference* \
        network:Reference* generalCost:InsurancePlan.plan.generalCost* \
        specificCost:InsurancePlan.plan.specificCost*
        InsurancePlan.plan.generalCost B type:CodeableConcept groupSize:p cost:Money comment:s
        InsurancePlan.plan.specificCost B category:CodeableConcept! \
        benefit:InsurancePlan.plan.specificCost.benefit*
        InsurancePlan.plan.specificCost.benefit B type:CodeableConcept! \
        cost:InsurancePlan.plan.specificCost.benefit.cost*
        InsurancePlan.plan.specificCost.benefit.cost B type:CodeableConcept! applicability:CodeableConcept \
        qualifiers:CodeableConcept* value:Quantity
        Invoice R identifier:Identifier* status:c! cancelledReason:s type:CodeableConcept subject:Reference \
        recipient:Reference date:t participant:Invoice.participant* issuer:Reference account:Reference \
        lineItem:Invoice.lineItem* totalPriceComponent:Invoice.lineItem.priceComponent* totalNet:Money \
        totalGross:Money paymentTerms:s note:Annotation*
        Invoice.participant B role:CodeableConcept actor:Reference!
        Invoice.lineItem B sequence:p chargeItem[x]:Reference,CodeableConcept! \
        priceComponent:Invoice.lineItem.priceComponent*
        Invoice.lineItem.priceComponent B type:c! code:CodeableConcept factor:d amount:Money
        Library R url:u identifier:Identifier* version:s name:s title:s subtitle:s status:c! experimental:b \
        type:CodeableConcept! subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        parameter:ParameterDefinition* dataRequirement:DataRequirement* content:Attachment*
        Linkage R active:b author:Reference item:Linkage.item*!
        Linkage.item B type:c! resource:Reference!
        List R identifier:Identifier* status:c! mode:c! title:s code:CodeableConcept subject:Reference \
        encounter:Reference date:t source:Reference orderedBy:CodeableConcept note:Annotation* entry:List.entry* \
        emptyReason:CodeableConcept
        List.entry B flag:CodeableConcept deleted:b date:t item:Reference!
        Location R identifier:Identifier* status:c operationalStatus:Coding name:s alias:s* description:s mode:c \
        type:CodeableConcept* telecom:ContactPoint* address:Address physicalType:CodeableConcept \
        position:Location.position managingOrganization:Reference partOf:Reference \
        hoursOfOperation:Location.hoursOfOperation* availabilityExceptions:s endpoint:Reference*
        Location.position B longitude:d! latitude:d! altitude:d
        Location.hoursOfOperation B daysOfWeek:c* allDay:b openingTime:h closingTime:h
        Measure R url:u identifier:Identifier* version:s name:s title:s subtitle:s status:c! experimental:b \
        subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* description:s \
        useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s approvalDate:y \
        lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        library:u* disclaimer:s scoring:CodeableConcept compositeScoring:CodeableConcept type:CodeableConcept* \
        riskAdjustment:s rateAggregation:s rationale:s clinicalRecommendationStatement:s \
        improvementNotation:CodeableConcept definition:s* guidance:s group:Measure.group* \
        supplementalData:Measure.supplementalData*
        Measure.group B code:CodeableConcept description:s population:Measure.group.population* \
        stratifier:Measure.group.stratifier*
        Measure.group.population B code:CodeableConcept description:s criteria:Expression!
        Measure.group.stratifier B code:CodeableConcept description:s criteria:Expression \
        component:Measure.group.stratifier.component*
        Measure.group.stratifier.component B code:CodeableConcept description:s criteria:Expression!
        Measure.supplementalData B code:CodeableConcept usage:CodeableConcept* description:s criteria:Expression!
        MeasureReport R identifier:Identifier* status:c! type:c! measure:u! subject:Reference date:t \
        reporter:Reference period:Period! improvementNotation:CodeableConcept group:MeasureReport.group* \
        evaluatedResource:Reference*
        MeasureReport.group B code:CodeableConcept population:MeasureReport.group.population* \
        measureScore:Quantity stratifier:MeasureReport.group.stratifier*
        MeasureReport.group.population B code:CodeableConcept count:i subjectResults:Reference
        MeasureReport.group.stratifier B code:CodeableConcept* stratum:MeasureReport.group.stratifier.stratum*
        MeasureReport.group.stratifier.stratum B value:CodeableConcept \
        component:MeasureReport.group.stratifier.stratum.component* \
        population:MeasureReport.group.stratifier.stratum.population* measureScore:Quantity
        MeasureReport.group.stratifier.stratum.component B code:CodeableConcept! value:CodeableConcept!
        MeasureReport.group.stratifier.stratum.population B code:CodeableConcept count:i subjectResults:Reference
        Media R identifier:Identifier* basedOn:Reference* partOf:Reference* status:c! type:CodeableConcept \
        modality:CodeableConcept view:CodeableConcept subject:Reference encounter:Reference created[x]:dateTime=t,\
        Period issued:z operator:Reference reasonCode:CodeableConcept* bodySite:CodeableConcept deviceName:s \
        device:Reference height:p width:p frames:p duration:d content:Attachment! note:Annotation*
        Medication R identifier:Identifier* code:CodeableConcept status:c manufacturer:Reference \
        form:CodeableConcept amount:Ratio ingredient:Medication.ingredient* batch:Medication.batch
        Medication.ingredient B item[x]:CodeableConcept,Reference! isActive:b strength:Ratio
        Medication.batch B lotNumber:s expirationDate:t
        MedicationAdministration R identifier:Identifier* instantiates:u* partOf:Reference* status:c! \
        statusReason:CodeableConcept* category:CodeableConcept medication[x]:CodeableConcept,Reference! \
        subject:Reference! context:Reference supportingInformation:Reference* effective[x]:dateTime=t,Period! \
        performer:MedicationAdministration.performer* reasonCode:CodeableConcept* reasonReference:Reference* \
        request:Reference device:Reference* note:Annotation* dosage:MedicationAdministration.dosage \
        eventHistory:Reference*
        MedicationAdministration.performer B function:CodeableConcept actor:Reference!
        MedicationAdministration.dosage B text:s site:CodeableConcept route:CodeableConcept \
        method:CodeableConcept dose:Quantity rate[x]:Ratio,Quantity
        MedicationDispense R identifier:Identifier* partOf:Reference* status:c! statusReason[x]:CodeableConcept,\
        Reference category:CodeableConcept medication[x]:CodeableConcept,Reference! subject:Reference \
        context:Reference supportingInformation:Reference* performer:MedicationDispense.performer* \
        location:Reference authorizingPrescription:Reference* type:CodeableConcept quantity:Quantity \
        daysSupply:Quantity whenPrepared:t whenHandedOver:t destination:Reference receiver:Reference* \
        note:Annotation* dosageInstruction:Dosage* substitution:MedicationDispense.substitution \
        detectedIssue:Reference* eventHistory:Reference*
        MedicationDispense.performer B function:CodeableConcept actor:Reference!
        MedicationDispense.substitution B wasSubstituted:b! type:CodeableConcept reason:CodeableConcept* \
        responsibleParty:Reference*
        MedicationKnowledge R code:CodeableConcept status:c manufacturer:Reference doseForm:CodeableConcept \
        amount:Quantity synonym:s* relatedMedicationKnowledge:MedicationKnowledge.relatedMedicationKnowledge* \
        associatedMedication:Reference* productType:CodeableConcept* monograph:MedicationKnowledge.monograph* \
        ingredient:MedicationKnowledge.ingredient* preparationInstruction:s intendedRoute:CodeableConcept* \
        cost:MedicationKnowledge.cost* monitoringProgram:MedicationKnowledge.monitoringProgram* \
        administrationGuidelines:MedicationKnowledge.administrationGuidelines* \
        medicineClassification:MedicationKnowledge.medicineClassification* \
        packaging:MedicationKnowledge.packaging drugCharacteristic:MedicationKnowledge.drugCharacteristic* \
        contraindication:Reference* regulatory:MedicationKnowledge.regulatory* \
        kinetics:MedicationKnowledge.kinetics*
        MedicationKnowledge.relatedMedicationKnowledge B type:CodeableConcept! reference:Reference*!
        MedicationKnowledge.monograph B type:CodeableConcept source:Reference
        MedicationKnowledge.ingredient B item[x]:CodeableConcept,Reference! isActive:b strength:Ratio
        MedicationKnowledge.cost B type:CodeableConcept! source:s cost:Money!
        MedicationKnowledge.monitoringProgram B type:CodeableConcept name:s
        MedicationKnowledge.administrationGuidelines B \
        dosage:MedicationKnowledge.administrationGuidelines.dosage* indication[x]:CodeableConcept,Reference \
        patientCharacteristics:MedicationKnowledge.administrationGuidelines.patientCharacteristics*
        MedicationKnowledge.administrationGuidelines.dosage B type:CodeableConcept! dosage:Dosage*!
        MedicationKnowledge.administrationGuidelines.patientCharacteristics B characteristic[x]:CodeableConcept,\
        Quantity! value:s*
        MedicationKnowledge.medicineClassification B type:CodeableConcept! classification:CodeableConcept*
        MedicationKnowledge.packaging B type:CodeableConcept quantity:Quantity
        MedicationKnowledge.drugCharacteristic B type:CodeableConcept value[x]:CodeableConcept,string=s,Quantity,\
        base64Binary=e
        MedicationKnowledge.regulatory B regulatoryAuthority:Reference! \
        substitution:MedicationKnowledge.regulatory.substitution* \
        schedule:MedicationKnowledge.regulatory.schedule* maxDispense:MedicationKnowledge.regulatory.maxDispense
        MedicationKnowledge.regulatory.substitution B type:CodeableConcept! allowed:b!
        MedicationKnowledge.regulatory.schedule B schedule:CodeableConcept!
        MedicationKnowledge.regulatory.maxDispense B quantity:Quantity! period:Duration
        MedicationKnowledge.kinetics B areaUnderCurve:Quantity* lethalDose50:Quantity* halfLifePeriod:Duration
        MedicationRequest R identifier:Identifier* status:c! statusReason:CodeableConcept intent:c! \
        category:CodeableConcept* priority:c doNotPerform:b reported[x]:boolean=b,Reference \
        medication[x]:CodeableConcept,Reference! subject:Reference! encounter:Reference \
        supportingInformation:Reference* authoredOn:t requester:Reference performer:Reference \
        performerType:CodeableConcept recorder:Reference reasonCode:CodeableConcept* reasonReference:Reference* \
        instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* groupIdentifier:Identifier \
        courseOfTherapyType:CodeableConcept insurance:Reference* note:Annotation* dosageInstruction:Dosage* \
        dispenseRequest:MedicationRequest.dispenseRequest substitution:MedicationRequest.substitution \
        priorPrescription:Reference detectedIssue:Reference* eventHistory:Reference*
        MedicationRequest.dispenseRequest B initialFill:MedicationRequest.dispenseRequest.initialFill \
        dispenseInterval:Duration validityPeriod:Period numberOfRepeatsAllowed:n quantity:Quantity \
        expectedSupplyDuration:Duration performer:Reference
        MedicationRequest.dispenseRequest.initialFill B quantity:Quantity duration:Duration
        MedicationRequest.substitution B allowed[x]:boolean=b,CodeableConcept! reason:CodeableConcept
        MedicationStatement R identifier:Identifier* basedOn:Reference* partOf:Reference* status:c! \
        statusReason:CodeableConcept* category:CodeableConcept medication[x]:CodeableConcept,Reference! \
        subject:Reference! context:Reference effective[x]:dateTime=t,Period dateAsserted:t \
        informationSource:Reference derivedFrom:Reference* reasonCode:CodeableConcept* reasonReference:Reference* \
        note:Annotation* dosage:Dosage*
        MedicinalProduct R identifier:Identifier* type:CodeableConcept domain:Coding \
        combinedPharmaceuticalDoseForm:CodeableConcept legalStatusOfSupply:CodeableConcept \
        additionalMonitoringIndicator:CodeableConcept specialMeasures:s* paediatricUseIndicator:CodeableConcept \
        productClassification:CodeableConcept* marketingStatus:MarketingStatus* pharmaceuticalProduct:Reference* \
        packagedMedicinalProduct:Reference* attachedDocument:Reference* masterFile:Reference* contact:Reference* \
        clinicalTrial:Reference* name:MedicinalProduct.name*! crossReference:Identifier* \
        manufacturingBusinessOperation:MedicinalProduct.manufacturingBusinessOperation* \
        specialDesignation:MedicinalProduct.specialDesignation*
        MedicinalProduct.name B productName:s! namePart:MedicinalProduct.name.namePart* \
        countryLanguage:MedicinalProduct.name.countryLanguage*
        MedicinalProduct.name.namePart B part:s! type:Coding!
        MedicinalProduct.name.countryLanguage B country:CodeableConcept! jurisdiction:CodeableConcept \
        language:CodeableConcept!
        MedicinalProduct.manufacturingBusinessOperation B operationType:CodeableConcept \
        authorisationReferenceNumber:Identifier effectiveDate:t confidentialityIndicator:CodeableConcept \
        manufacturer:Reference* regulator:Reference
        MedicinalProduct.specialDesignation B identifier:Identifier* type:CodeableConcept \
        intendedUse:CodeableConcept indication[x]:CodeableConcept,Reference status:CodeableConcept date:t \
        species:CodeableConcept
        MedicinalProductAuthorization R identifier:Identifier* subject:Reference country:CodeableConcept* \
        jurisdiction:CodeableConcept* status:CodeableConcept statusDate:t restoreDate:t validityPeriod:Period \
        dataExclusivityPeriod:Period dateOfFirstAuthorization:t internationalBirthDate:t \
        legalBasis:CodeableConcept \
        jurisdictionalAuthorization:MedicinalProductAuthorization.jurisdictionalAuthorization* holder:Reference \
        regulator:Reference procedure:MedicinalProductAuthorization.procedure
        MedicinalProductAuthorization.jurisdictionalAuthorization B identifier:Identifier* \
        country:CodeableConcept jurisdiction:CodeableConcept* legalStatusOfSupply:CodeableConcept \
        validityPeriod:Period
        MedicinalProductAuthorization.procedure B identifier:Identifier type:CodeableConcept! date[x]:Period,\
        dateTime=t application:MedicinalProductAuthorization.procedure*
        MedicinalProductContraindication R subject:Reference* disease:CodeableConcept \
        diseaseStatus:CodeableConcept comorbidity:CodeableConcept* therapeuticIndication:Reference* \
        otherTherapy:MedicinalProductContraindication.otherTherapy* population:Population*
        MedicinalProductContraindication.otherTherapy B therapyRelationshipType:CodeableConcept! \
        medication[x]:CodeableConcept,Reference!
        MedicinalProductIndication R subject:Reference* diseaseSymptomProcedure:CodeableConcept \
        diseaseStatus:CodeableConcept comorbidity:CodeableConcept* intendedEffect:CodeableConcept \
        duration:Quantity otherTherapy:MedicinalProductIndication.otherTherapy* undesirableEffect:Reference* \
        population:Population*
        MedicinalProductIndication.otherTherapy B therapyRelationshipType:CodeableConcept! \
        medication[x]:CodeableConcept,Reference!
        MedicinalProductIngredient R identifier:Identifier role:CodeableConcept! allergenicIndicator:b \
        manufacturer:Reference* specifiedSubstance:MedicinalProductIngredient.specifiedSubstance* \
        substance:MedicinalProductIngredient.substance
        MedicinalProductIngredient.specifiedSubstance B code:CodeableConcept! group:CodeableConcept! \
        confidentiality:CodeableConcept strength:MedicinalProductIngredient.specifiedSubstance.strength*
        MedicinalProductIngredient.specifiedSubstance.strength B presentation:Ratio! presentationLowLimit:Ratio \
        concentration:Ratio concentrationLowLimit:Ratio measurementPoint:s country:CodeableConcept* \
        referenceStrength:MedicinalProductIngredient.specifiedSubstance.strength.referenceStrength*
        MedicinalProductIngredient.specifiedSubstance.strength.referenceStrength B substance:CodeableConcept \
        strength:Ratio! strengthLowLimit:Ratio measurementPoint:s country:CodeableConcept*
        MedicinalProductIngredient.substance B code:CodeableConcept! \
        strength:MedicinalProductIngredient.specifiedSubstance.strength*
        MedicinalProductInteraction R subject:Reference* description:s \
        interactant:MedicinalProductInteraction.interactant* type:CodeableConcept effect:CodeableConcept \
        incidence:CodeableConcept management:CodeableConcept
        MedicinalProductInteraction.interactant B item[x]:Reference,CodeableConcept!
        MedicinalProductManufactured R manufacturedDoseForm:CodeableConcept! unitOfPresentation:CodeableConcept \
        quantity:Quantity! manufacturer:Reference* ingredient:Reference* \
        physicalCharacteristics:ProdCharacteristic otherCharacteristics:CodeableConcept*
        MedicinalProductPackaged R identifier:Identifier* subject:Reference* description:s \
        legalStatusOfSupply:CodeableConcept marketingStatus:MarketingStatus* marketingAuthorization:Reference \
        manufacturer:Reference* batchIdentifier:MedicinalProductPackaged.batchIdentifier* \
        packageItem:MedicinalProductPackaged.packageItem*!
        MedicinalProductPackaged.batchIdentifier B outerPackaging:Identifier! immediatePackaging:Identifier
        MedicinalProductPackaged.packageItem B identifier:Identifier* type:CodeableConcept! quantity:Quantity! \
        material:CodeableConcept* alternateMaterial:CodeableConcept* device:Reference* \
        manufacturedItem:Reference* packageItem:MedicinalProductPackaged.packageItem* \
        physicalCharacteristics:ProdCharacteristic otherCharacteristics:CodeableConcept* \
        shelfLifeStorage:ProductShelfLife* manufacturer:Reference*
        MedicinalProductPharmaceutical R identifier:Identifier* administrableDoseForm:CodeableConcept! \
        unitOfPresentation:CodeableConcept ingredient:Reference* device:Reference* \
        characteristics:MedicinalProductPharmaceutical.characteristics* \
        routeOfAdministration:MedicinalProductPharmaceutical.routeOfAdministration*!
        MedicinalProductPharmaceutical.characteristics B code:CodeableConcept! status:CodeableConcept
        MedicinalProductPharmaceutical.routeOfAdministration B code:CodeableConcept! firstDose:Quantity \
        maxSingleDose:Quantity maxDosePerDay:Quantity maxDosePerTreatmentPeriod:Ratio maxTreatmentPeriod:Duration \
        targetSpecies:MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies*
        MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies B code:CodeableConcept! \
        withdrawalPeriod:MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies.withdrawalPeriod*
        MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies.withdrawalPeriod B \
        tissue:CodeableConcept! value:Quantity! supportingInformation:s
        MedicinalProductUndesirableEffect R subject:Reference* symptomConditionEffect:CodeableConcept \
        classification:CodeableConcept frequencyOfOccurrence:CodeableConcept population:Population*
        MessageDefinition R url:u identifier:Identifier* version:s name:s title:s replaces:u* status:c! \
        experimental:b date:t! publisher:s contact:ContactDetail* description:s useContext:UsageContext* \
        jurisdiction:CodeableConcept* purpose:s copyright:s base:u parent:u* event[x]:Coding,uri=u! category:c \
        focus:MessageDefinition.focus* responseRequired:c allowedResponse:MessageDefinition.allowedResponse* \
        graph:u*
        MessageDefinition.focus B code:c! profile:u min:n! max:s
        MessageDefinition.allowedResponse B message:u! situation:s
        MessageHeader R event[x]:Coding,uri=u! destination:MessageHeader.destination* sender:Reference \
        enterer:Reference author:Reference source:MessageHeader.source! responsible:Reference \
        reason:CodeableConcept response:MessageHeader.response focus:Reference* definition:u
        MessageHeader.destination B name:s target:Reference endpoint:u! receiver:Reference
        MessageHeader.source B name:s software:s version:s contact:ContactPoint endpoint:u!
        MessageHeader.response B identifier:k! code:c! details:Reference
        MolecularSequence R identifier:Identifier* type:c coordinateSystem:i! patient:Reference \
        specimen:Reference device:Reference performer:Reference quantity:Quantity \
        referenceSeq:MolecularSequence.referenceSeq variant:MolecularSequence.variant* observedSeq:s \
        quality:MolecularSequence.quality* readCoverage:i repository:MolecularSequence.repository* \
        pointer:Reference* structureVariant:MolecularSequence.structureVariant*
        MolecularSequence.referenceSeq B chromosome:CodeableConcept genomeBuild:s orientation:c \
        referenceSeqId:CodeableConcept referenceSeqPointer:Reference referenceSeqString:s strand:c windowStart:i \
        windowEnd:i
        MolecularSequence.variant B start:i end:i observedAllele:s referenceAllele:s cigar:s \
        variantPointer:Reference
        MolecularSequence.quality B type:c! standardSequence:CodeableConcept start:i end:i score:Quantity \
        method:CodeableConcept truthTP:d queryTP:d truthFN:d queryFP:d gtFP:d precision:d recall:d fScore:d \
        roc:MolecularSequence.quality.roc
        MolecularSequence.quality.roc B score:i* numTP:i* numFP:i* numFN:i* precision:d* sensitivity:d* \
        fMeasure:d*
        MolecularSequence.repository B type:c! url:u name:s datasetId:s variantsetId:s readsetId:s
        MolecularSequence.structureVariant B variantType:CodeableConcept exact:b length:i \
        outer:MolecularSequence.structureVariant.outer inner:MolecularSequence.structureVariant.inner
        MolecularSequence.structureVariant.outer B start:i end:i
        MolecularSequence.structureVariant.inner B start:i end:i
        NamingSystem R name:s! status:c! kind:c! date:t! publisher:s contact:ContactDetail* responsible:s \
        type:CodeableConcept description:s useContext:UsageContext* jurisdiction:CodeableConcept* usage:s \
        uniqueId:NamingSystem.uniqueId*!
        NamingSystem.uniqueId B type:c! value:s! preferred:b comment:s period:Period
        NutritionOrder R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* instantiates:u* \
        status:c! intent:c! patient:Reference! encounter:Reference dateTime:t! orderer:Reference \
        allergyIntolerance:Reference* foodPreferenceModifier:CodeableConcept* \
        excludeFoodModifier:CodeableConcept* oralDiet:NutritionOrder.oralDiet \
        supplement:NutritionOrder.supplement* enteralFormula:NutritionOrder.enteralFormula note:Annotation*
        NutritionOrder.oralDiet B type:CodeableConcept* schedule:Timing* \
        nutrient:NutritionOrder.oralDiet.nutrient* texture:NutritionOrder.oralDiet.texture* \
        fluidConsistencyType:CodeableConcept* instruction:s
        NutritionOrder.oralDiet.nutrient B modifier:CodeableConcept amount:Quantity
        NutritionOrder.oralDiet.texture B modifier:CodeableConcept foodType:CodeableConcept
        NutritionOrder.supplement B type:CodeableConcept productName:s schedule:Timing* quantity:Quantity \
        instruction:s
        NutritionOrder.enteralFormula B baseFormulaType:CodeableConcept baseFormulaProductName:s \
        additiveType:CodeableConcept additiveProductName:s caloricDensity:Quantity \
        routeofAdministration:CodeableConcept administration:NutritionOrder.enteralFormula.administration* \
        maxVolumeToDeliver:Quantity administrationInstruction:s
        NutritionOrder.enteralFormula.administration B schedule:Timing quantity:Quantity rate[x]:Quantity,Ratio
        Observation R identifier:Identifier* basedOn:Reference* partOf:Reference* status:c! \
        category:CodeableConcept* code:CodeableConcept! subject:Reference focus:Reference* encounter:Reference \
        effective[x]:dateTime=t,Period,Timing,instant=z issued:z performer:Reference* value[x]:Quantity,\
        CodeableConcept,string=s,boolean=b,integer=i,Range,Ratio,SampledData,time=h,dateTime=t,Period \
        dataAbsentReason:CodeableConcept interpretation:CodeableConcept* note:Annotation* \
        bodySite:CodeableConcept method:CodeableConcept specimen:Reference device:Reference \
        referenceRange:Observation.referenceRange* hasMember:Reference* derivedFrom:Reference* \
        component:Observation.component*
        Observation.referenceRange B low:Quantity high:Quantity type:CodeableConcept appliesTo:CodeableConcept* \
        age:Range text:s
        Observation.component B code:CodeableConcept! value[x]:Quantity,CodeableConcept,string=s,boolean=b,\
        integer=i,Range,Ratio,SampledData,time=h,dateTime=t,Period dataAbsentReason:CodeableConcept \
        interpretation:CodeableConcept* referenceRange:Observation.referenceRange*
        ObservationDefinition R category:CodeableConcept* code:CodeableConcept! identifier:Identifier* \
        permittedDataType:c* multipleResultsAllowed:b method:CodeableConcept preferredReportName:s \
        quantitativeDetails:ObservationDefinition.quantitativeDetails \
        qualifiedInterval:ObservationDefinition.qualifiedInterval* validCodedValueSet:Reference \
        normalCodedValueSet:Reference abnormalCodedValueSet:Reference criticalCodedValueSet:Reference
        ObservationDefinition.quantitativeDetails B customaryUnit:CodeableConcept unit:CodeableConcept \
        conversionFactor:d decimalPrecision:i
        ObservationDefinition.qualifiedInterval B category:c range:Range context:CodeableConcept \
        appliesTo:CodeableConcept* gender:c age:Range gestationalAge:Range condition:s
        OperationDefinition R url:u version:s name:s! title:s status:c! kind:c! experimental:b date:t publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        affectsState:b code:c! comment:s base:u resource:c* system:b! type:b! instance:b! inputProfile:u \
        outputProfile:u parameter:OperationDefinition.parameter* overload:OperationDefinition.overload*
        OperationDefinition.parameter B name:c! use:c! min:i! max:s! documentation:s type:c targetProfile:u* \
        searchType:c binding:OperationDefinition.parameter.binding \
        referencedFrom:OperationDefinition.parameter.referencedFrom* part:OperationDefinition.parameter*
        OperationDefinition.parameter.binding B strength:c! valueSet:u!
        OperationDefinition.parameter.referencedFrom B source:s! sourceId:s
        OperationDefinition.overload B parameterName:s* comment:s
        OperationOutcome R issue:OperationOutcome.issue*!
        OperationOutcome.issue B severity:c! code:c! details:CodeableConcept diagnostics:s location:s* \
        expression:s*
        Organization R identifier:Identifier* active:b type:CodeableConcept* name:s alias:s* \
        telecom:ContactPoint* address:Address* partOf:Reference contact:Organization.contact* endpoint:Reference*
        Organization.contact B purpose:CodeableConcept name:HumanName telecom:ContactPoint* address:Address
        OrganizationAffiliation R identifier:Identifier* active:b period:Period organization:Reference \
        participatingOrganization:Reference network:Reference* code:CodeableConcept* specialty:CodeableConcept* \
        location:Reference* healthcareService:Reference* telecom:ContactPoint* endpoint:Reference*
        """
}

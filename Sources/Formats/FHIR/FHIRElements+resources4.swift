// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources4 = """
        Parameters r parameter:Parameters.parameter*
        Parameters.parameter B name:s! value[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,dateTime=t,\
        decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,unsignedInt=n,uri=u,\
        url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,\
        Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,\
        ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta resource:Resource part:Parameters.parameter*
        Patient R identifier:Identifier* active:b name:HumanName* telecom:ContactPoint* gender:c birthDate:y \
        deceased[x]:boolean=b,dateTime=t address:Address* maritalStatus:CodeableConcept \
        multipleBirth[x]:boolean=b,integer=i photo:Attachment* contact:Patient.contact* \
        communication:Patient.communication* generalPractitioner:Reference* managingOrganization:Reference \
        link:Patient.link*
        Patient.contact B relationship:CodeableConcept* name:HumanName telecom:ContactPoint* address:Address \
        gender:c organization:Reference period:Period
        Patient.communication B language:CodeableConcept! preferred:b
        Patient.link B other:Reference! type:c!
        PaymentNotice R identifier:Identifier* status:c! request:Reference response:Reference created:t! \
        provider:Reference payment:Reference! paymentDate:y payee:Reference recipient:Reference! amount:Money! \
        paymentStatus:CodeableConcept
        PaymentReconciliation R identifier:Identifier* status:c! period:Period created:t! paymentIssuer:Reference \
        request:Reference requestor:Reference outcome:c disposition:s paymentDate:y! paymentAmount:Money! \
        paymentIdentifier:Identifier detail:PaymentReconciliation.detail* formCode:CodeableConcept \
        processNote:PaymentReconciliation.processNote*
        PaymentReconciliation.detail B identifier:Identifier predecessor:Identifier type:CodeableConcept! \
        request:Reference submitter:Reference response:Reference date:y responsible:Reference payee:Reference \
        amount:Money
        PaymentReconciliation.processNote B type:c text:s
        Person R identifier:Identifier* name:HumanName* telecom:ContactPoint* gender:c birthDate:y \
        address:Address* photo:Attachment managingOrganization:Reference active:b link:Person.link*
        Person.link B target:Reference! assurance:c
        PlanDefinition R url:u identifier:Identifier* version:s name:s title:s subtitle:s type:CodeableConcept \
        status:c! experimental:b subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        library:u* goal:PlanDefinition.goal* action:PlanDefinition.action*
        PlanDefinition.goal B category:CodeableConcept description:CodeableConcept! priority:CodeableConcept \
        start:CodeableConcept addresses:CodeableConcept* documentation:RelatedArtifact* \
        target:PlanDefinition.goal.target*
        PlanDefinition.goal.target B measure:CodeableConcept detail[x]:Quantity,Range,CodeableConcept due:Duration
        PlanDefinition.action B prefix:s title:s description:s textEquivalent:s priority:c code:CodeableConcept* \
        reason:CodeableConcept* documentation:RelatedArtifact* goalId:k* subject[x]:CodeableConcept,Reference \
        trigger:TriggerDefinition* condition:PlanDefinition.action.condition* input:DataRequirement* \
        output:DataRequirement* relatedAction:PlanDefinition.action.relatedAction* timing[x]:dateTime=t,Age,\
        Period,Duration,Range,Timing participant:PlanDefinition.action.participant* type:CodeableConcept \
        groupingBehavior:c selectionBehavior:c requiredBehavior:c precheckBehavior:c cardinalityBehavior:c \
        definition[x]:canonical=u,uri=u transform:u dynamicValue:PlanDefinition.action.dynamicValue* \
        action:PlanDefinition.action*
        PlanDefinition.action.condition B kind:c! expression:Expression
        PlanDefinition.action.relatedAction B actionId:k! relationship:c! offset[x]:Duration,Range
        PlanDefinition.action.participant B type:c! role:CodeableConcept
        PlanDefinition.action.dynamicValue B path:s expression:Expression
        Practitioner R identifier:Identifier* active:b name:HumanName* telecom:ContactPoint* address:Address* \
        gender:c birthDate:y photo:Attachment* qualification:Practitioner.qualification* \
        communication:CodeableConcept*
        Practitioner.qualification B identifier:Identifier* code:CodeableConcept! period:Period issuer:Reference
        PractitionerRole R identifier:Identifier* active:b period:Period practitioner:Reference \
        organization:Reference code:CodeableConcept* specialty:CodeableConcept* location:Reference* \
        healthcareService:Reference* telecom:ContactPoint* availableTime:PractitionerRole.availableTime* \
        notAvailable:PractitionerRole.notAvailable* availabilityExceptions:s endpoint:Reference*
        PractitionerRole.availableTime B daysOfWeek:c* allDay:b availableStartTime:h availableEndTime:h
        PractitionerRole.notAvailable B description:s! during:Period
        Procedure R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        partOf:Reference* status:c! statusReason:CodeableConcept category:CodeableConcept code:CodeableConcept \
        subject:Reference! encounter:Reference performed[x]:dateTime=t,Period,string=s,Age,Range \
        recorder:Reference asserter:Reference performer:Procedure.performer* location:Reference \
        reasonCode:CodeableConcept* reasonReference:Reference* bodySite:CodeableConcept* outcome:CodeableConcept \
        report:Reference* complication:CodeableConcept* complicationDetail:Reference* followUp:CodeableConcept* \
        note:Annotation* focalDevice:Procedure.focalDevice* usedReference:Reference* usedCode:CodeableConcept*
        Procedure.performer B function:CodeableConcept actor:Reference! onBehalfOf:Reference
        Procedure.focalDevice B action:CodeableConcept manipulated:Reference!
        Provenance R target:Reference*! occurred[x]:Period,dateTime=t recorded:z! policy:u* location:Reference \
        reason:CodeableConcept* activity:CodeableConcept agent:Provenance.agent*! entity:Provenance.entity* \
        signature:Signature*
        Provenance.agent B type:CodeableConcept role:CodeableConcept* who:Reference! onBehalfOf:Reference
        Provenance.entity B role:c! what:Reference! agent:Provenance.agent*
        Questionnaire R url:u identifier:Identifier* version:s name:s title:s derivedFrom:u* status:c! \
        experimental:b subjectType:c* date:t publisher:s contact:ContactDetail* description:s \
        useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s copyright:s approvalDate:y \
        lastReviewDate:y effectivePeriod:Period code:Coding* item:Questionnaire.item*
        Questionnaire.item B linkId:s! definition:u code:Coding* prefix:s text:s type:c! \
        enableWhen:Questionnaire.item.enableWhen* enableBehavior:c required:b repeats:b readOnly:b maxLength:i \
        answerValueSet:u answerOption:Questionnaire.item.answerOption* initial:Questionnaire.item.initial* \
        item:Questionnaire.item*
        Questionnaire.item.enableWhen B question:s! operator:c! answer[x]:boolean=b,decimal=d,integer=i,date=y,\
        dateTime=t,time=h,string=s,Coding,Quantity,Reference!
        Questionnaire.item.answerOption B value[x]:integer=i,date=y,time=h,string=s,Coding,Reference! \
        initialSelected:b
        Questionnaire.item.initial B value[x]:boolean=b,decimal=d,integer=i,date=y,dateTime=t,time=h,string=s,\
        uri=u,Attachment,Coding,Quantity,Reference!
        QuestionnaireResponse R identifier:Identifier basedOn:Reference* partOf:Reference* questionnaire:u \
        status:c! subject:Reference encounter:Reference authored:t author:Reference source:Reference \
        item:QuestionnaireResponse.item*
        QuestionnaireResponse.item B linkId:s! definition:u text:s answer:QuestionnaireResponse.item.answer* \
        item:QuestionnaireResponse.item*
        QuestionnaireResponse.item.answer B value[x]:boolean=b,decimal=d,integer=i,date=y,dateTime=t,time=h,\
        string=s,uri=u,Attachment,Coding,Quantity,Reference item:QuestionnaireResponse.item*
        RelatedPerson R identifier:Identifier* active:b patient:Reference! relationship:CodeableConcept* \
        name:HumanName* telecom:ContactPoint* gender:c birthDate:y address:Address* photo:Attachment* \
        period:Period communication:RelatedPerson.communication*
        RelatedPerson.communication B language:CodeableConcept! preferred:b
        RequestGroup R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        replaces:Reference* groupIdentifier:Identifier status:c! intent:c! priority:c code:CodeableConcept \
        subject:Reference encounter:Reference authoredOn:t author:Reference reasonCode:CodeableConcept* \
        reasonReference:Reference* note:Annotation* action:RequestGroup.action*
        RequestGroup.action B prefix:s title:s description:s textEquivalent:s priority:c code:CodeableConcept* \
        documentation:RelatedArtifact* condition:RequestGroup.action.condition* \
        relatedAction:RequestGroup.action.relatedAction* timing[x]:dateTime=t,Age,Period,Duration,Range,Timing \
        participant:Reference* type:CodeableConcept groupingBehavior:c selectionBehavior:c requiredBehavior:c \
        precheckBehavior:c cardinalityBehavior:c resource:Reference action:RequestGroup.action*
        RequestGroup.action.condition B kind:c! expression:Expression
        RequestGroup.action.relatedAction B actionId:k! relationship:c! offset[x]:Duration,Range
        ResearchDefinition R url:u identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s \
        status:c! experimental:b subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s comment:s* useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s \
        copyright:s approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* \
        author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* \
        relatedArtifact:RelatedArtifact* library:u* population:Reference! exposure:Reference \
        exposureAlternative:Reference outcome:Reference
        ResearchElementDefinition R url:u identifier:Identifier* version:s name:s title:s shortTitle:s subtitle:s \
        status:c! experimental:b subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s comment:s* useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s \
        copyright:s approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* \
        author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* \
        relatedArtifact:RelatedArtifact* library:u* type:c! variableType:c \
        characteristic:ResearchElementDefinition.characteristic*!
        ResearchElementDefinition.characteristic B definition[x]:CodeableConcept,canonical=u,Expression,\
        DataRequirement! usageContext:UsageContext* exclude:b unitOfMeasure:CodeableConcept \
        studyEffectiveDescription:s studyEffective[x]:dateTime=t,Period,Duration,Timing \
        studyEffectiveTimeFromStart:Duration studyEffectiveGroupMeasure:c participantEffectiveDescription:s \
        participantEffective[x]:dateTime=t,Period,Duration,Timing participantEffectiveTimeFromStart:Duration \
        participantEffectiveGroupMeasure:c
        ResearchStudy R identifier:Identifier* title:s protocol:Reference* partOf:Reference* status:c! \
        primaryPurposeType:CodeableConcept phase:CodeableConcept category:CodeableConcept* focus:CodeableConcept* \
        condition:CodeableConcept* contact:ContactDetail* relatedArtifact:RelatedArtifact* \
        keyword:CodeableConcept* location:CodeableConcept* description:s enrollment:Reference* period:Period \
        sponsor:Reference principalInvestigator:Reference site:Reference* reasonStopped:CodeableConcept \
        note:Annotation* arm:ResearchStudy.arm* objective:ResearchStudy.objective*
        ResearchStudy.arm B name:s! type:CodeableConcept description:s
        ResearchStudy.objective B name:s type:CodeableConcept
        ResearchSubject R identifier:Identifier* status:c! period:Period study:Reference! individual:Reference! \
        assignedArm:s actualArm:s consent:Reference
        RiskAssessment R identifier:Identifier* basedOn:Reference parent:Reference status:c! \
        method:CodeableConcept code:CodeableConcept subject:Reference! encounter:Reference \
        occurrence[x]:dateTime=t,Period condition:Reference performer:Reference reasonCode:CodeableConcept* \
        reasonReference:Reference* basis:Reference* prediction:RiskAssessment.prediction* mitigation:s \
        note:Annotation*
        RiskAssessment.prediction B outcome:CodeableConcept probability[x]:decimal=d,Range \
        qualitativeRisk:CodeableConcept relativeRisk:d when[x]:Period,Range rationale:s
        RiskEvidenceSynthesis R url:u identifier:Identifier* version:s name:s title:s status:c! date:t \
        publisher:s contact:ContactDetail* description:s note:Annotation* useContext:UsageContext* \
        jurisdiction:CodeableConcept* copyright:s approvalDate:y lastReviewDate:y effectivePeriod:Period \
        topic:CodeableConcept* author:ContactDetail* editor:ContactDetail* reviewer:ContactDetail* \
        endorser:ContactDetail* relatedArtifact:RelatedArtifact* synthesisType:CodeableConcept \
        studyType:CodeableConcept population:Reference! exposure:Reference outcome:Reference! \
        sampleSize:RiskEvidenceSynthesis.sampleSize riskEstimate:RiskEvidenceSynthesis.riskEstimate \
        certainty:RiskEvidenceSynthesis.certainty*
        RiskEvidenceSynthesis.sampleSize B description:s numberOfStudies:i numberOfParticipants:i
        RiskEvidenceSynthesis.riskEstimate B description:s type:CodeableConcept value:d \
        unitOfMeasure:CodeableConcept denominatorCount:i numeratorCount:i \
        precisionEstimate:RiskEvidenceSynthesis.riskEstimate.precisionEstimate*
        RiskEvidenceSynthesis.riskEstimate.precisionEstimate B type:CodeableConcept level:d from:d to:d
        RiskEvidenceSynthesis.certainty B rating:CodeableConcept* note:Annotation* \
        certaintySubcomponent:RiskEvidenceSynthesis.certainty.certaintySubcomponent*
        RiskEvidenceSynthesis.certainty.certaintySubcomponent B type:CodeableConcept rating:CodeableConcept* \
        note:Annotation*
        Schedule R identifier:Identifier* active:b serviceCategory:CodeableConcept* serviceType:CodeableConcept* \
        specialty:CodeableConcept* actor:Reference*! planningHorizon:Period comment:s
        SearchParameter R url:u! version:s name:s! derivedFrom:u status:c! experimental:b date:t publisher:s \
        contact:ContactDetail* description:s! useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        code:c! base:c*! type:c! expression:s xpath:s xpathUsage:c target:c* multipleOr:b multipleAnd:b \
        comparator:c* modifier:c* chain:s* component:SearchParameter.component*
        SearchParameter.component B definition:u! expression:s!
        ServiceRequest R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        replaces:Reference* requisition:Identifier status:c! intent:c! category:CodeableConcept* priority:c \
        doNotPerform:b code:CodeableConcept orderDetail:CodeableConcept* quantity[x]:Quantity,Ratio,Range \
        subject:Reference! encounter:Reference occurrence[x]:dateTime=t,Period,Timing asNeeded[x]:boolean=b,\
        CodeableConcept authoredOn:t requester:Reference performerType:CodeableConcept performer:Reference* \
        locationCode:CodeableConcept* locationReference:Reference* reasonCode:CodeableConcept* \
        reasonReference:Reference* insurance:Reference* supportingInfo:Reference* specimen:Reference* \
        bodySite:CodeableConcept* note:Annotation* patientInstruction:s relevantHistory:Reference*
        Slot R identifier:Identifier* serviceCategory:CodeableConcept* serviceType:CodeableConcept* \
        specialty:CodeableConcept* appointmentType:CodeableConcept schedule:Reference! status:c! start:z! end:z! \
        overbooked:b comment:s
        Specimen R identifier:Identifier* accessionIdentifier:Identifier status:c type:CodeableConcept \
        subject:Reference receivedTime:t parent:Reference* request:Reference* collection:Specimen.collection \
        processing:Specimen.processing* container:Specimen.container* condition:CodeableConcept* note:Annotation*
        Specimen.collection B collector:Reference collected[x]:dateTime=t,Period duration:Duration \
        quantity:Quantity method:CodeableConcept bodySite:CodeableConcept fastingStatus[x]:CodeableConcept,\
        Duration
        Specimen.processing B description:s procedure:CodeableConcept additive:Reference* time[x]:dateTime=t,\
        Period
        Specimen.container B identifier:Identifier* description:s type:CodeableConcept capacity:Quantity \
        specimenQuantity:Quantity additive[x]:CodeableConcept,Reference
        SpecimenDefinition R identifier:Identifier typeCollected:CodeableConcept \
        patientPreparation:CodeableConcept* timeAspect:s collection:CodeableConcept* \
        typeTested:SpecimenDefinition.typeTested*
        SpecimenDefinition.typeTested B isDerived:b type:CodeableConcept preference:c! \
        container:SpecimenDefinition.typeTested.container requirement:s retentionTime:Duration \
        rejectionCriterion:CodeableConcept* handling:SpecimenDefinition.typeTested.handling*
        SpecimenDefinition.typeTested.container B material:CodeableConcept type:CodeableConcept \
        cap:CodeableConcept description:s capacity:Quantity minimumVolume[x]:Quantity,string=s \
        additive:SpecimenDefinition.typeTested.container.additive* preparation:s
        SpecimenDefinition.typeTested.container.additive B additive[x]:CodeableConcept,Reference!
        SpecimenDefinition.typeTested.handling B temperatureQualifier:CodeableConcept temperatureRange:Range \
        maxDuration:Duration instruction:s
        StructureDefinition R url:u! identifier:Identifier* version:s name:s! title:s status:c! experimental:b \
        date:t publisher:s contact:ContactDetail* description:s useContext:UsageContext* \
        jurisdiction:CodeableConcept* purpose:s copyright:s keyword:Coding* fhirVersion:c \
        mapping:StructureDefinition.mapping* kind:c! abstract:b! context:StructureDefinition.context* \
        contextInvariant:s* type:u! baseDefinition:u derivation:c snapshot:StructureDefinition.snapshot \
        differential:StructureDefinition.differential
        StructureDefinition.mapping B identity:k! uri:u name:s comment:s
        StructureDefinition.context B type:c! expression:s!
        StructureDefinition.snapshot B element:ElementDefinition*!
        StructureDefinition.differential B element:ElementDefinition*!
        StructureMap R url:u! identifier:Identifier* version:s name:s! title:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s structure:StructureMap.structure* import:u* group:StructureMap.group*!
        StructureMap.structure B url:u! mode:c! alias:s documentation:s
        StructureMap.group B name:k! extends:k typeMode:c! documentation:s input:StructureMap.group.input*! \
        rule:StructureMap.group.rule*!
        StructureMap.group.input B name:k! type:s mode:c! documentation:s
        StructureMap.group.rule B name:k! source:StructureMap.group.rule.source*! \
        target:StructureMap.group.rule.target* rule:StructureMap.group.rule* \
        dependent:StructureMap.group.rule.dependent* documentation:s
        StructureMap.group.rule.source B context:k! min:i max:s type:s defaultValue[x]:base64Binary=e,boolean=b,\
        canonical=u,code=c,date=y,dateTime=t,decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,\
        string=s,time=h,unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,\
        ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,\
        SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,\
        RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta element:s listMode:c variable:k condition:s \
        check:s logMessage:s
        StructureMap.group.rule.target B context:k contextType:c element:s variable:k listMode:c* listRuleId:k \
        transform:c parameter:StructureMap.group.rule.target.parameter*
        StructureMap.group.rule.target.parameter B value[x]:id=k,string=s,boolean=b,integer=i,decimal=d!
        StructureMap.group.rule.dependent B name:k! variable:s*!
        Subscription R status:c! contact:ContactPoint* end:z reason:s! criteria:s! error:s \
        channel:Subscription.channel!
        Subscription.channel B type:c! endpoint:u payload:c header:s*
        Substance R identifier:Identifier* status:c category:CodeableConcept* code:CodeableConcept! description:s \
        instance:Substance.instance* ingredient:Substance.ingredient*
        Substance.instance B identifier:Identifier expiry:t quantity:Quantity
        Substance.ingredient B quantity:Ratio substance[x]:CodeableConcept,Reference!
        SubstanceNucleicAcid R sequenceType:CodeableConcept numberOfSubunits:i areaOfHybridisation:s \
        oligoNucleotideType:CodeableConcept subunit:SubstanceNucleicAcid.subunit*
        SubstanceNucleicAcid.subunit B subunit:i sequence:s length:i sequenceAttachment:Attachment \
        fivePrime:CodeableConcept threePrime:CodeableConcept linkage:SubstanceNucleicAcid.subunit.linkage* \
        sugar:SubstanceNucleicAcid.subunit.sugar*
        SubstanceNucleicAcid.subunit.linkage B connectivity:s identifier:Identifier name:s residueSite:s
        SubstanceNucleicAcid.subunit.sugar B identifier:Identifier name:s residueSite:s
        SubstancePolymer R class:CodeableConcept geometry:CodeableConcept copolymerConnectivity:CodeableConcept* \
        modification:s* monomerSet:SubstancePolymer.monomerSet* repeat:SubstancePolymer.repeat*
        SubstancePolymer.monomerSet B ratioType:CodeableConcept \
        startingMaterial:SubstancePolymer.monomerSet.startingMaterial*
        SubstancePolymer.monomerSet.startingMaterial B material:CodeableConcept type:CodeableConcept isDefining:b \
        amount:SubstanceAmount
        SubstancePolymer.repeat B numberOfUnits:i averageMolecularFormula:s repeatUnitAmountType:CodeableConcept \
        repeatUnit:SubstancePolymer.repeat.repeatUnit*
        SubstancePolymer.repeat.repeatUnit B orientationOfPolymerisation:CodeableConcept repeatUnit:s \
        amount:SubstanceAmount degreeOfPolymerisation:SubstancePolymer.repeat.repeatUnit.degreeOfPolymerisation* \
        structuralRepresentation:SubstancePolymer.repeat.repeatUnit.structuralRepresentation*
        SubstancePolymer.repeat.repeatUnit.degreeOfPolymerisation B degree:CodeableConcept amount:SubstanceAmount
        SubstancePolymer.repeat.repeatUnit.structuralRepresentation B type:CodeableConcept representation:s \
        attachment:Attachment
        SubstanceProtein R sequenceType:CodeableConcept numberOfSubunits:i disulfideLinkage:s* \
        subunit:SubstanceProtein.subunit*
        SubstanceProtein.subunit B subunit:i sequence:s length:i sequenceAttachment:Attachment \
        nTerminalModificationId:Identifier nTerminalModification:s cTerminalModificationId:Identifier \
        cTerminalModification:s
        SubstanceReferenceInformation R comment:s gene:SubstanceReferenceInformation.gene* \
        geneElement:SubstanceReferenceInformation.geneElement* \
        classification:SubstanceReferenceInformation.classification* target:SubstanceReferenceInformation.target*
        SubstanceReferenceInformation.gene B geneSequenceOrigin:CodeableConcept gene:CodeableConcept \
        source:Reference*
        SubstanceReferenceInformation.geneElement B type:CodeableConcept element:Identifier source:Reference*
        SubstanceReferenceInformation.classification B domain:CodeableConcept classification:CodeableConcept \
        subtype:CodeableConcept* source:Reference*
        SubstanceReferenceInformation.target B target:Identifier type:CodeableConcept interaction:CodeableConcept \
        organism:CodeableConcept organismType:CodeableConcept amount[x]:Quantity,Range,string=s \
        amountType:CodeableConcept source:Reference*
        SubstanceSourceMaterial R sourceMaterialClass:CodeableConcept sourceMaterialType:CodeableConcept \
        sourceMaterialState:CodeableConcept organismId:Identifier organismName:s parentSubstanceId:Identifier* \
        parentSubstanceName:s* countryOfOrigin:CodeableConcept* geographicalLocation:s* \
        developmentStage:CodeableConcept fractionDescription:SubstanceSourceMaterial.fractionDescription* \
        organism:SubstanceSourceMaterial.organism partDescription:SubstanceSourceMaterial.partDescription*
        SubstanceSourceMaterial.fractionDescription B fraction:s materialType:CodeableConcept
        SubstanceSourceMaterial.organism B family:CodeableConcept genus:CodeableConcept species:CodeableConcept \
        intraspecificType:CodeableConcept intraspecificDescription:s \
        author:SubstanceSourceMaterial.organism.author* hybrid:SubstanceSourceMaterial.organism.hybrid \
        organismGeneral:SubstanceSourceMaterial.organism.organismGeneral
        SubstanceSourceMaterial.organism.author B authorType:CodeableConcept authorDescription:s
        SubstanceSourceMaterial.organism.hybrid B maternalOrganismId:s maternalOrganismName:s \
        paternalOrganismId:s paternalOrganismName:s hybridType:CodeableConcept
        SubstanceSourceMaterial.organism.organismGeneral B kingdom:CodeableConcept phylum:CodeableConcept \
        class:CodeableConcept order:CodeableConcept
        SubstanceSourceMaterial.partDescription B part:CodeableConcept partLocation:CodeableConcept
        SubstanceSpecification R identifier:Identifier type:CodeableConcept status:CodeableConcept \
        domain:CodeableConcept description:s source:Reference* comment:s moiety:SubstanceSpecification.moiety* \
        property:SubstanceSpecification.property* referenceInformation:Reference \
        structure:SubstanceSpecification.structure code:SubstanceSpecification.code* \
        name:SubstanceSpecification.name* \
        molecularWeight:SubstanceSpecification.structure.isotope.molecularWeight* \
        relationship:SubstanceSpecification.relationship* nucleicAcid:Reference polymer:Reference \
        protein:Reference sourceMaterial:Reference
        SubstanceSpecification.moiety B role:CodeableConcept identifier:Identifier name:s \
        stereochemistry:CodeableConcept opticalActivity:CodeableConcept molecularFormula:s amount[x]:Quantity,\
        string=s
        SubstanceSpecification.property B category:CodeableConcept code:CodeableConcept parameters:s \
        definingSubstance[x]:Reference,CodeableConcept amount[x]:Quantity,string=s
        SubstanceSpecification.structure B stereochemistry:CodeableConcept opticalActivity:CodeableConcept \
        molecularFormula:s molecularFormulaByMoiety:s isotope:SubstanceSpecification.structure.isotope* \
        molecularWeight:SubstanceSpecification.structure.isotope.molecularWeight source:Reference* \
        representation:SubstanceSpecification.structure.representation*
        SubstanceSpecification.structure.isotope B identifier:Identifier name:CodeableConcept \
        substitution:CodeableConcept halfLife:Quantity \
        molecularWeight:SubstanceSpecification.structure.isotope.molecularWeight
        SubstanceSpecification.structure.isotope.molecularWeight B method:CodeableConcept type:CodeableConcept \
        amount:Quantity
        SubstanceSpecification.structure.representation B type:CodeableConcept representation:s \
        attachment:Attachment
        SubstanceSpecification.code B code:CodeableConcept status:CodeableConcept statusDate:t comment:s \
        source:Reference*
        SubstanceSpecification.name B name:s! type:CodeableConcept status:CodeableConcept preferred:b \
        language:CodeableConcept* domain:CodeableConcept* jurisdiction:CodeableConcept* \
        synonym:SubstanceSpecification.name* translation:SubstanceSpecification.name* \
        official:SubstanceSpecification.name.official* source:Reference*
        SubstanceSpecification.name.official B authority:CodeableConcept status:CodeableConcept date:t
        SubstanceSpecification.relationship B substance[x]:Reference,CodeableConcept relationship:CodeableConcept \
        isDefining:b amount[x]:Quantity,Range,Ratio,string=s amountRatioLowLimit:Ratio amountType:CodeableConcept \
        source:Reference*
        SupplyDelivery R identifier:Identifier* basedOn:Reference* partOf:Reference* status:c patient:Reference \
        type:CodeableConcept suppliedItem:SupplyDelivery.suppliedItem occurrence[x]:dateTime=t,Period,Timing \
        supplier:Reference destination:Reference receiver:Reference*
        SupplyDelivery.suppliedItem B quantity:Quantity item[x]:CodeableConcept,Reference
        SupplyRequest R identifier:Identifier* status:c category:CodeableConcept priority:c \
        item[x]:CodeableConcept,Reference! quantity:Quantity! parameter:SupplyRequest.parameter* \
        occurrence[x]:dateTime=t,Period,Timing authoredOn:t requester:Reference supplier:Reference* \
        reasonCode:CodeableConcept* reasonReference:Reference* deliverFrom:Reference deliverTo:Reference
        SupplyRequest.parameter B code:CodeableConcept value[x]:CodeableConcept,Quantity,Range,boolean=b
        Task R identifier:Identifier* instantiatesCanonical:u instantiatesUri:u basedOn:Reference* \
        groupIdentifier:Identifier partOf:Reference* status:c! statusReason:CodeableConcept \
        businessStatus:CodeableConcept intent:c! priority:c code:CodeableConcept description:s focus:Reference \
        for:Reference encounter:Reference executionPeriod:Period authoredOn:t lastModified:t requester:Reference \
        performerType:CodeableConcept* owner:Reference location:Reference reasonCode:CodeableConcept \
        reasonReference:Reference insurance:Reference* note:Annotation* relevantHistory:Reference* \
        restriction:Task.restriction input:Task.input* output:Task.output*
        Task.restriction B repetitions:p period:Period recipient:Reference*
        Task.input B type:CodeableConcept! value[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,dateTime=t,\
        decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,unsignedInt=n,uri=u,\
        url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,\
        Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,\
        ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta!
        Task.output B type:CodeableConcept! value[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,\
        dateTime=t,decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,\
        unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta!
        TerminologyCapabilities R url:u version:s name:s title:s status:c! experimental:b date:t! publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        copyright:s kind:c! software:TerminologyCapabilities.software \
        implementation:TerminologyCapabilities.implementation lockedDate:b \
        codeSystem:TerminologyCapabilities.codeSystem* expansion:TerminologyCapabilities.expansion codeSearch:c \
        validateCode:TerminologyCapabilities.validateCode translation:TerminologyCapabilities.translation \
        closure:TerminologyCapabilities.closure
        TerminologyCapabilities.software B name:s! version:s
        TerminologyCapabilities.implementation B description:s! url:u
        TerminologyCapabilities.codeSystem B uri:u version:TerminologyCapabilities.codeSystem.version* \
        subsumption:b
        TerminologyCapabilities.codeSystem.version B code:s isDefault:b compositional:b language:c* \
        filter:TerminologyCapabilities.codeSystem.version.filter* property:c*
        TerminologyCapabilities.codeSystem.version.filter B code:c! op:c*!
        TerminologyCapabilities.expansion B hierarchical:b paging:b incomplete:b \
        parameter:TerminologyCapabilities.expansion.parameter* textFilter:s
        TerminologyCapabilities.expansion.parameter B name:c! documentation:s
        TerminologyCapabilities.validateCode B translations:b!
        TerminologyCapabilities.translation B needsMap:b!
        TerminologyCapabilities.closure B translation:b
        TestReport R identifier:Identifier name:s status:c! testScript:Reference! result:c! score:d tester:s \
        issued:t participant:TestReport.participant* setup:TestReport.setup test:TestReport.test* \
        teardown:TestReport.teardown
        TestReport.participant B type:c! uri:u! display:s
        TestReport.setup B action:TestReport.setup.action*!
        TestReport.setup.action B operation:TestReport.setup.action.operation \
        assert:TestReport.setup.action.assert
        TestReport.setup.action.operation B result:c! message:s detail:u
        TestReport.setup.action.assert B result:c! message:s detail:s
        TestReport.test B name:s description:s action:TestReport.test.action*!
        TestReport.test.action B operation:TestReport.setup.action.operation assert:TestReport.setup.action.assert
        TestReport.teardown B action:TestReport.teardown.action*!
        TestReport.teardown.action B operation:TestReport.setup.action.operation!
        TestScript R url:u! identifier:Identifier version:s name:s! title:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s origin:TestScript.origin* destination:TestScript.destination* \
        metadata:TestScript.metadata fixture:TestScript.fixture* profile:Reference* variable:TestScript.variable* \
        setup:TestScript.setup test:TestScript.test* teardown:TestScript.teardown
        TestScript.origin B index:i! profile:Coding!
        TestScript.destination B index:i! profile:Coding!
        TestScript.metadata B link:TestScript.metadata.link* capability:TestScript.metadata.capability*!
        TestScript.metadata.link B url:u! description:s
        TestScript.metadata.capability B required:b! validated:b! description:s origin:i* destination:i link:u* \
        capabilities:u!
        TestScript.fixture B autocreate:b! autodelete:b! resource:Reference
        TestScript.variable B name:s! defaultValue:s description:s expression:s headerField:s hint:s path:s \
        sourceId:k
        TestScript.setup B action:TestScript.setup.action*!
        TestScript.setup.action B operation:TestScript.setup.action.operation \
        assert:TestScript.setup.action.assert
        TestScript.setup.action.operation B type:Coding resource:c label:s description:s accept:c contentType:c \
        destination:i encodeRequestUrl:b! method:c origin:i params:s \
        requestHeader:TestScript.setup.action.operation.requestHeader* requestId:k responseId:k sourceId:k \
        targetId:k url:s
        TestScript.setup.action.operation.requestHeader B field:s! value:s!
        TestScript.setup.action.assert B label:s description:s direction:c compareToSourceId:s \
        compareToSourceExpression:s compareToSourcePath:s contentType:c expression:s headerField:s minimumId:s \
        navigationLinks:b operator:c path:s requestMethod:c requestURL:s resource:c response:c responseCode:s \
        sourceId:k validateProfileId:k value:s warningOnly:b!
        TestScript.test B name:s description:s action:TestScript.test.action*!
        TestScript.test.action B operation:TestScript.setup.action.operation assert:TestScript.setup.action.assert
        TestScript.teardown B action:TestScript.teardown.action*!
        TestScript.teardown.action B operation:TestScript.setup.action.operation!
        ValueSet R url:u identifier:Identifier* version:s name:s title:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        immutable:b purpose:s copyright:s compose:ValueSet.compose expansion:ValueSet.expansion
        ValueSet.compose B lockedDate:y inactive:b include:ValueSet.compose.include*! \
        exclude:ValueSet.compose.include*
        ValueSet.compose.include B system:u version:s concept:ValueSet.compose.include.concept* \
        filter:ValueSet.compose.include.filter* valueSet:u*
        ValueSet.compose.include.concept B code:c! display:s \
        designation:ValueSet.compose.include.concept.designation*
        ValueSet.compose.include.concept.designation B language:c use:Coding value:s!
        ValueSet.compose.include.filter B property:c! op:c! value:s!
        ValueSet.expansion B identifier:u timestamp:t! total:i offset:i parameter:ValueSet.expansion.parameter* \
        contains:ValueSet.expansion.contains*
        ValueSet.expansion.parameter B name:s! value[x]:string=s,boolean=b,integer=i,decimal=d,uri=u,code=c,\
        dateTime=t
        ValueSet.expansion.contains B system:u abstract:b inactive:b version:s code:c display:s \
        designation:ValueSet.compose.include.concept.designation* contains:ValueSet.expansion.contains*
        VerificationResult R target:Reference* targetLocation:s* need:CodeableConcept status:c! statusDate:t \
        validationType:CodeableConcept validationProcess:CodeableConcept* frequency:Timing lastPerformed:t \
        nextScheduled:y failureAction:CodeableConcept primarySource:VerificationResult.primarySource* \
        attestation:VerificationResult.attestation validator:VerificationResult.validator*
        VerificationResult.primarySource B who:Reference type:CodeableConcept* \
        communicationMethod:CodeableConcept* validationStatus:CodeableConcept validationDate:t \
        canPushUpdates:CodeableConcept pushTypeAvailable:CodeableConcept*
        VerificationResult.attestation B who:Reference onBehalfOf:Reference communicationMethod:CodeableConcept \
        date:y sourceIdentityCertificate:s proxyIdentityCertificate:s proxySignature:Signature \
        sourceSignature:Signature
        VerificationResult.validator B organization:Reference! identityCertificate:s \
        attestationSignature:Signature
        VisionPrescription R identifier:Identifier* status:c! created:t! patient:Reference! encounter:Reference \
        dateWritten:t! prescriber:Reference! lensSpecification:VisionPrescription.lensSpecification*!
        VisionPrescription.lensSpecification B product:CodeableConcept! eye:c! sphere:d cylinder:d axis:i \
        prism:VisionPrescription.lensSpecification.prism* add:d power:d backCurve:d diameter:d duration:Quantity \
        color:s brand:s note:Annotation*
        VisionPrescription.lensSpecification.prism B amount:d! base:c!
        """
}
